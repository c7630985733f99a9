import { isTimeZone } from '@habit/habit-rules';
import { Preferences, User } from '@habit/contracts';
import { Type } from 'typebox';
import type { App, Deps } from '../../app-types.ts';
import { signedIn } from '../../plugins/openapi.ts';
import { notFound, refusals, refuse } from '../../plugins/problems.ts';
import { unknownTimeZone } from './unknown-time-zone.ts';
import { changePreferences, deleteUser } from './user-repository.ts';

const shared = { tags: ['account'], ...signedIn };

export function userRoutes(app: App, { db }: Deps): void {
  app.get(
    '/me',
    { schema: { ...shared, summary: 'Who is signed in', response: { 200: User, ...refusals } } },
    async ({ user }) => user,
  );

  app.patch(
    '/me',
    {
      schema: {
        ...shared,
        summary: 'Change preferences',
        body: Preferences,
        response: { 200: User, ...refusals },
      },
    },
    async ({ user, body }, reply) => {
      if (body.timeZone !== undefined && !isTimeZone(body.timeZone)) return refuse(reply, unknownTimeZone);
      const changed = await changePreferences(db, user.id, body);
      return changed ?? refuse(reply, notFound('account'));
    },
  );

  app.delete(
    '/me',
    {
      schema: {
        ...shared,
        summary: 'Delete the account and all it holds',
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async ({ user }, reply) => {
      await deleteUser(db, user.id);
      return reply.code(204).send(null);
    },
  );
}
