import { latestDay } from '@habit/habit-rules';
import { CheckIn, CheckInParams } from '@habit/contracts';
import { Type } from 'typebox';
import type { App, Deps } from '../../app-types.ts';
import { signedIn } from '../../plugins/openapi.ts';
import { notFound, refusals, refuse, refusedField } from '../../plugins/problems.ts';
import { earliestDay } from '../habits/allowed-days.ts';
import { findHabit } from '../habits/habit-repository.ts';
import { removeCheckIn } from './check-in-repository.ts';
import { recordCheckIn } from './record-check-in.ts';

const shared = { tags: ['check-ins'], ...signedIn, params: CheckInParams };

export function checkInRoutes(app: App, deps: Deps): void {
  app.put(
    '/habits/:habitId/check-ins/:day',
    { schema: { ...shared, summary: 'Done on this day', response: { 200: CheckIn, ...refusals } } },
    async ({ user, params: { habitId, day } }, reply) => {
      if (day > latestDay(deps.clock.now().getTime())) {
        return refuse(reply, refusedField('params', '/day', 'This day has not begun anywhere on Earth yet.'));
      }
      if (day < earliestDay) {
        return refuse(reply, refusedField('params', '/day', `Check-ins begin with ${earliestDay}.`));
      }
      return (await recordCheckIn(deps, user, habitId, day)) ?? refuse(reply, notFound('habit'));
    },
  );

  app.delete(
    '/habits/:habitId/check-ins/:day',
    { schema: { ...shared, summary: 'Not done on this day', response: { 204: Type.Null(), ...refusals } } },
    async ({ user, params: { habitId, day } }, reply) => {
      if (!(await findHabit(deps.db, user.id, habitId))) return refuse(reply, notFound('habit'));
      if (day >= earliestDay) await removeCheckIn(deps.db, habitId, day);
      return reply.code(204).send(null);
    },
  );
}
