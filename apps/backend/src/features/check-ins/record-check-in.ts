import type { CheckIn, Day, User } from '@habit/contracts';
import type { Deps } from '../../app-types.ts';
import { addCheckIn } from './check-in-repository.ts';

/**
 * Once per day, however often it is sent. Before the habit's start it moves the start, until it is taken back.
 * @returns nothing when the user has no such habit
 */
export async function recordCheckIn(
  { db, clock }: Deps,
  user: User,
  habitId: string,
  day: Day,
): Promise<CheckIn | undefined> {
  const checkIn = { habitId, day, checkedAt: clock.now(), timeZone: user.timeZone };
  return (await addCheckIn(db, user.id, checkIn)) ? { habitId, day } : undefined;
}
