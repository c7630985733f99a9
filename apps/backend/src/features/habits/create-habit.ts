import { localDay } from '@habit/habit-rules';
import type { Habit, NewHabit, User } from '@habit/contracts';
import type { Deps } from '../../app-types.ts';
import { inCanonicalOrder } from './change-habit.ts';
import { addHabit, countHabits } from './habit-repository.ts';

/** Far more than anybody keeps, archived ones included; the day's page computes them all. */
export const mostHabits = 500;

/** @returns nothing when the user has as many as there may be */
export async function createHabit(
  { db, clock }: Deps,
  user: User,
  body: NewHabit,
): Promise<Habit | undefined> {
  if ((await countHabits(db, user.id)) >= mostHabits) return undefined;
  const habit = {
    name: body.name.trim(),
    note: body.note ?? '',
    color: body.color ?? 'moss',
    schedule: inCanonicalOrder(body.schedule),
    weekStart: body.weekStart ?? 1,
    startDay: body.startDay ?? localDay(clock.now().getTime(), user),
  };
  const id = await db.transaction().execute((trx) => addHabit(trx, user.id, habit));
  return { id, ...habit, archived: false };
}
