import { addDays, localDay } from '@habit/habit-rules';
import type { Habit, User } from '@habit/contracts';
import type { Deps } from '../../app-types.ts';
import { beginPause, endPause, findHabit, lockHabit, setArchived } from './habit-repository.ts';

/**
 * Archives or restores; twice is the same as once. While archived the habit is paused, and stays so for
 * those days when it is restored. @returns nothing when the user has no such habit
 */
export function setHabitArchived(
  { db, clock }: Deps,
  user: User,
  habitId: string,
  archived: boolean,
): Promise<Habit | undefined> {
  const today = localDay(clock.now().getTime(), user);
  return db.transaction().execute(async (trx) => {
    const habit = await lockHabit(trx, user.id, habitId);
    if (habit && habit.archived !== archived) {
      await setArchived(trx, habitId, archived);
      await (archived ? beginPause(trx, habitId, today) : endPause(trx, habitId, addDays(today, -1)));
    }
    return findHabit(trx, user.id, habitId);
  });
}
