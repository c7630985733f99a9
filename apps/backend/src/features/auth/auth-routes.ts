import type { FastifyRequest } from 'fastify';
import { isTimeZone } from '@habit/habit-rules';
import { Credentials, NewUser, Session } from '@habit/contracts';
import type { App, Deps } from '../../app-types.ts';
import { problem, refusals, refuse, unauthorized } from '../../plugins/problems.ts';
import { limitBy } from '../../plugins/rate-limits.ts';
import type { Limits } from '../../plugins/rate-limits.ts';
import { addUser, findUserByEmail } from '../users/user-repository.ts';
import { unknownTimeZone } from '../users/unknown-time-zone.ts';
import { hashPassword, passwordMatches } from './password.ts';
import { startSession } from './session-token.ts';

export function authRoutes(app: App, { config, db, clock }: Deps, limits: Limits): void {
  const limitRegister = limitBy(app, limits.register, (request) => request.ip);
  const limitAddress = limitBy(app, limits.signInAnywhere, (request) => request.ip);
  const accountOf = (request: FastifyRequest) => (request.body as Credentials).email.toLowerCase();
  const limitAccountHere = limitBy(app, limits.signIn, (request) => `${request.ip} ${accountOf(request)}`);
  const limitAccount = limitBy(app, limits.signInFromAnywhere, accountOf);

  app.post(
    '/auth/register',
    {
      onRequest: limitRegister,
      schema: {
        tags: ['session'],
        summary: 'Create an account',
        body: NewUser,
        response: { 201: Session, ...refusals },
      },
    },
    async ({ body }, reply) => {
      const { email, password, timeZone = 'UTC' } = body;
      if (!isTimeZone(timeZone)) return refuse(reply, unknownTimeZone);

      const user = await addUser(db, { email, passwordHash: await hashPassword(password), timeZone });
      if (!user)
        return refuse(
          reply,
          problem(409, 'There is an account with this email address already. Sign in instead.'),
        );

      return reply.code(201).send(await startSession(config.session, user, clock.now()));
    },
  );

  app.post(
    '/auth/sign-in',
    {
      onRequest: limitAddress,
      preHandler: [limitAccountHere, limitAccount],
      schema: {
        tags: ['session'],
        summary: 'Sign in',
        body: Credentials,
        response: { 200: Session, ...refusals },
      },
    },
    async ({ body }, reply) => {
      const found = await findUserByEmail(db, body.email);
      const matches = await passwordMatches(found?.passwordHash, body.password);
      if (!found || !matches)
        return refuse(reply, unauthorized('This email address and password do not belong together.'));

      return startSession(config.session, found.user, clock.now());
    },
  );
}
