import { sql } from 'kysely';
import type { Day } from '@habit/contracts';
import type { Db } from '../../db/database.ts';

export interface NewCheckIn {
  habitId: string;
  day: Day;
  checkedAt: Date;
  timeZone: string;
}

/**
 * In one statement. The first one of a day stays.
 * @returns false when the user has no such habit
 */
export async function addCheckIn(db: Db, userId: string, checkIn: NewCheckIn): Promise<boolean> {
  const { habitId, day, checkedAt, timeZone } = checkIn;
  const habit = await db
    .with('owned', (query) =>
      query
        .selectFrom('habits')
        .select('id')
        .where('id', '=', habitId)
        .where('user_id', '=', userId)
        // Nobody deletes it in between.
        .forKeyShare(),
    )
    .with('added', (query) =>
      query
        .insertInto('check_ins')
        .columns(['habit_id', 'day', 'checked_at', 'time_zone'])
        .expression((eb) =>
          eb
            .selectFrom('owned')
            .select([
              'owned.id',
              sql`${day}::date`.as('day'),
              sql`${checkedAt}::timestamptz`.as('checked_at'),
              sql`${timeZone}::text`.as('time_zone'),
            ]),
        )
        .onConflict((conflict) => conflict.columns(['habit_id', 'day']).doNothing()),
    )
    .selectFrom('owned')
    .select('id')
    .executeTakeFirst();
  return habit !== undefined;
}

export async function removeCheckIn(db: Db, habitId: string, day: Day): Promise<void> {
  await db.deleteFrom('check_ins').where('habit_id', '=', habitId).where('day', '=', day).execute();
}
