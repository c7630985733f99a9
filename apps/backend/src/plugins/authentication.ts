import type { User } from '@habit/contracts';
import type { App, Deps } from '../app-types.ts';
import { readToken } from '../features/auth/session-token.ts';
import { findUser } from '../features/users/user-repository.ts';
import { refuse, unauthorized } from './problems.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set on every route behind `requireUser`. */
    user: User;
  }
}

/** Every route registered on this app from here on is for signed-in people only. */
export function requireUser(app: App, { config, db, clock }: Deps): void {
  app.addHook('onRequest', async (request, reply) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token)
      return refuse(reply, unauthorized('Sign in first, and send the token as "Authorization: Bearer …".'));

    const userId = await readToken(config.session, token, clock.now());
    const user = userId && (await findUser(db, userId));
    if (user) {
      request.user = user;
      return;
    }
    reply.header('www-authenticate', 'Bearer error="invalid_token"');
    return refuse(reply, unauthorized('This session has ended or is not valid. Sign in again.'));
  });
}
