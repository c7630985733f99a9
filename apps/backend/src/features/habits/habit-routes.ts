import { Habit, HabitChanges, HabitList, HabitParams, NewHabit } from '@habit/contracts';
import type { App, Deps } from '../../app-types.ts';
import { signedIn } from '../../plugins/openapi.ts';
import { notFound, problem, refusals, refuse } from '../../plugins/problems.ts';
import { setHabitArchived } from './archive-habit.ts';
import { changeHabit } from './change-habit.ts';
import { createHabit, mostHabits } from './create-habit.ts';
import { findHabit, findHabits } from './habit-repository.ts';
import { refusedDates } from './allowed-days.ts';

const shared = { tags: ['habits'], ...signedIn };
const oneHabit = { params: HabitParams, response: { 200: Habit, ...refusals } };

export function habitRoutes(app: App, deps: Deps): void {
  app.get(
    '/habits',
    {
      schema: {
        ...shared,
        summary: 'All habits, archived ones too',
        response: { 200: HabitList, ...refusals },
      },
    },
    async ({ user }) => ({ habits: await findHabits(deps.db, user.id) }),
  );

  app.post(
    '/habits',
    {
      schema: { ...shared, summary: 'Create a habit', body: NewHabit, response: { 201: Habit, ...refusals } },
    },
    async ({ user, body }, reply) => {
      const refused = refusedDates(body, deps.clock.now());
      if (refused) return refuse(reply, refused);
      const habit = await createHabit(deps, user, body);
      if (!habit)
        return refuse(reply, problem(422, `There is room for ${mostHabits} habits, and all of it is taken.`));
      return reply.code(201).send(habit);
    },
  );

  app.get(
    '/habits/:habitId',
    { schema: { ...shared, summary: 'One habit', ...oneHabit } },
    async ({ user, params }, reply) =>
      (await findHabit(deps.db, user.id, params.habitId)) ?? refuse(reply, notFound('habit')),
  );

  app.patch(
    '/habits/:habitId',
    {
      schema: {
        ...shared,
        summary: 'Change a habit; a new schedule holds from today',
        body: HabitChanges,
        ...oneHabit,
      },
    },
    async ({ user, params, body }, reply) => {
      const refused = refusedDates(body, deps.clock.now());
      if (refused) return refuse(reply, refused);
      return (await changeHabit(deps, user, params.habitId, body)) ?? refuse(reply, notFound('habit'));
    },
  );

  app.post(
    '/habits/:habitId/archive',
    { schema: { ...shared, summary: 'Put a habit away; its history stays', ...oneHabit } },
    async ({ user, params }, reply) =>
      (await setHabitArchived(deps, user, params.habitId, true)) ?? refuse(reply, notFound('habit')),
  );

  app.post(
    '/habits/:habitId/restore',
    { schema: { ...shared, summary: 'Take a habit up again; the time between was a pause', ...oneHabit } },
    async ({ user, params }, reply) =>
      (await setHabitArchived(deps, user, params.habitId, false)) ?? refuse(reply, notFound('habit')),
  );
}
