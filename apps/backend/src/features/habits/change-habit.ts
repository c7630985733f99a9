import { isDeepStrictEqual } from 'node:util';
import { localDay } from '@habit/habit-rules';
import type { Day, Habit, HabitChanges, Schedule, User } from '@habit/contracts';
import type { Deps } from '../../app-types.ts';
import type { Db } from '../../db/database.ts';
import {
  addVersion,
  changeDetails,
  findHabit,
  findVersions,
  lockHabit,
  removeVersion,
} from './habit-repository.ts';

/** @returns nothing when the user has no such habit */
export function changeHabit(
  { db, clock }: Deps,
  user: User,
  habitId: string,
  changes: HabitChanges,
): Promise<Habit | undefined> {
  const today = localDay(clock.now().getTime(), user);
  return db.transaction().execute(async (trx) => {
    if (!(await lockHabit(trx, user.id, habitId))) return undefined;
    await changeDetails(trx, habitId, { ...changes, name: changes.name?.trim() });
    await changeSchedule(trx, habitId, changes, today);
    return findHabit(trx, user.id, habitId);
  });
}

/**
 * A new schedule holds from today. Another one of the same day is replaced by it, and one that changes
 * nothing leaves no version, for each version splits the period that it falls into.
 */
async function changeSchedule(db: Db, habitId: string, changes: HabitChanges, today: Day): Promise<void> {
  const versions = await findVersions(db, habitId);
  const latest = versions.at(-1);
  if (!latest) throw new Error(`Habit ${habitId} has no schedule; its rows were changed by hand.`);

  const schedule = changes.schedule ? inCanonicalOrder(changes.schedule) : latest.schedule;
  const weekStart = changes.weekStart ?? latest.weekStart;
  const wanted = { schedule, weekStart };
  if (isDeepStrictEqual(wanted, ruleOf(latest))) return;

  // The latest may lie after today: the start of a habit to come, or the day of a zone further east.
  const effectiveFrom = latest.effectiveFrom > today ? latest.effectiveFrom : today;
  const replaced = latest.effectiveFrom === effectiveFrom;
  if (replaced) await removeVersion(db, habitId, effectiveFrom);
  const before = replaced ? versions.at(-2) : latest;
  if (before && isDeepStrictEqual(wanted, ruleOf(before))) return;
  await addVersion(db, habitId, { effectiveFrom, ...wanted });
}

const ruleOf = ({ schedule, weekStart }: Pick<Habit, 'schedule' | 'weekStart'>) => ({ schedule, weekStart });

/** So that the same weekdays in another order are the same schedule. */
export function inCanonicalOrder(schedule: Schedule): Schedule {
  return schedule.kind === 'weekdays' ? { ...schedule, weekdays: schedule.weekdays.toSorted() } : schedule;
}
