import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Day, Habit, HabitChanges, Schedule, Weekday } from '@habit/contracts';
import type { Db } from '../../db/database.ts';

/** A habit as rows: the habit itself, and everything that its history is computed from. */
export interface StoredHistory {
  habit: Habit;
  versions: ScheduleVersion[];
  pauses: { from: Day; to: Day | null }[];
  days: Day[];
}

export interface ScheduleVersion {
  effectiveFrom: Day;
  schedule: Schedule;
  weekStart: Weekday;
}

export async function countHabits(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('habits')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** In the order they were created. */
export function findHabits(db: Db, userId: string): Promise<Habit[]> {
  return selectHabits(db).where('habits.user_id', '=', userId).execute();
}

export function findHabit(db: Db, userId: string, habitId: string): Promise<Habit | undefined> {
  return selectHabits(db)
    .where('habits.user_id', '=', userId)
    .where('habits.id', '=', habitId)
    .executeTakeFirst();
}

/** The histories of all habits that are not archived, in one query. */
export async function findActiveHistories(db: Db, userId: string): Promise<StoredHistory[]> {
  const rows = await selectHistories(db)
    .where('habits.user_id', '=', userId)
    .where('habits.archived', '=', false)
    .execute();
  return rows.map(historyOf);
}

export async function findHistory(
  db: Db,
  userId: string,
  habitId: string,
): Promise<StoredHistory | undefined> {
  const row = await selectHistories(db)
    .where('habits.user_id', '=', userId)
    .where('habits.id', '=', habitId)
    .executeTakeFirst();
  return row && historyOf(row);
}

/** Until the transaction ends nobody else changes the habit's versions, pauses or state. */
export function lockHabit(
  db: Db,
  userId: string,
  habitId: string,
): Promise<{ archived: boolean } | undefined> {
  return db
    .selectFrom('habits')
    .select('archived')
    .where('user_id', '=', userId)
    .where('id', '=', habitId)
    .forUpdate()
    .executeTakeFirst();
}

export async function addHabit(
  db: Db,
  userId: string,
  habit: Omit<Habit, 'id' | 'archived'>,
): Promise<string> {
  const { name, note, color, startDay } = habit;
  const { id } = await db
    .insertInto('habits')
    .values({ user_id: userId, name, note, color, start_day: startDay })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addVersion(db, id, { effectiveFrom: startDay, ...habit });
  return id;
}

export async function changeDetails(
  db: Db,
  habitId: string,
  { name, note, color }: Pick<HabitChanges, 'name' | 'note' | 'color'>,
): Promise<void> {
  if (name === undefined && note === undefined && color === undefined) return;
  await db.updateTable('habits').set({ name, note, color }).where('id', '=', habitId).execute();
}

export function findVersions(db: Db, habitId: string): Promise<ScheduleVersion[]> {
  return db
    .selectFrom('habit_versions')
    .select(['effective_from as effectiveFrom', 'schedule', 'week_start as weekStart'])
    .where('habit_id', '=', habitId)
    .orderBy('effective_from')
    .execute();
}

export async function addVersion(db: Db, habitId: string, version: ScheduleVersion): Promise<void> {
  const { effectiveFrom, schedule, weekStart } = version;
  await db
    .insertInto('habit_versions')
    .values({
      habit_id: habitId,
      effective_from: effectiveFrom,
      schedule: JSON.stringify(schedule),
      week_start: weekStart,
    })
    .execute();
}

export async function removeVersion(db: Db, habitId: string, effectiveFrom: Day): Promise<void> {
  await db
    .deleteFrom('habit_versions')
    .where('habit_id', '=', habitId)
    .where('effective_from', '=', effectiveFrom)
    .execute();
}

export async function setArchived(db: Db, habitId: string, archived: boolean): Promise<void> {
  await db.updateTable('habits').set({ archived }).where('id', '=', habitId).execute();
}

export async function beginPause(db: Db, habitId: string, day: Day): Promise<void> {
  await db
    .insertInto('habit_pauses')
    .values({ habit_id: habitId, from_day: day, to_day: null })
    // A pause of the same day that ended is taken up again.
    .onConflict((conflict) => conflict.columns(['habit_id', 'from_day']).doUpdateSet({ to_day: null }))
    .execute();
}

/** A pause that would end before it began never was. */
export async function endPause(db: Db, habitId: string, lastDay: Day): Promise<void> {
  await db
    .deleteFrom('habit_pauses')
    .where('habit_id', '=', habitId)
    .where('to_day', 'is', null)
    .where('from_day', '>', lastDay)
    .execute();
  await db
    .updateTable('habit_pauses')
    .set({ to_day: lastDay })
    .where('habit_id', '=', habitId)
    .where('to_day', 'is', null)
    .execute();
}

function selectHabits(db: Db) {
  return db
    .selectFrom('habits')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('habit_versions')
          .select(['schedule', 'week_start'])
          .whereRef('habit_versions.habit_id', '=', 'habits.id')
          .orderBy('effective_from', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .select([
      'habits.id',
      'habits.name',
      'habits.note',
      'habits.color',
      'latest.schedule',
      'latest.week_start as weekStart',
      // A check-in before the start moves it, for as long as it is there.
      sql<Day>`least(habits.start_day, (select min(day) from check_ins where habit_id = habits.id))`.as(
        'startDay',
      ),
      'habits.archived',
    ])
    .orderBy('habits.created_at')
    .orderBy('habits.id');
}

function selectHistories(db: Db) {
  return selectHabits(db).select((eb) => [
    jsonArrayFrom(
      eb
        .selectFrom('habit_versions')
        .select(['effective_from as effectiveFrom', 'schedule', 'week_start as weekStart'])
        .whereRef('habit_id', '=', 'habits.id')
        .orderBy('effective_from'),
    ).as('versions'),
    jsonArrayFrom(
      eb
        .selectFrom('habit_pauses')
        .select(['from_day as from', 'to_day as to'])
        .whereRef('habit_id', '=', 'habits.id')
        .orderBy('from_day'),
    ).as('pauses'),
    eb
      .selectFrom('check_ins')
      .select(sql<Day[]>`coalesce(array_agg(day::text order by day), '{}')`.as('days'))
      .whereRef('habit_id', '=', 'habits.id')
      .as('days'),
  ]);
}

function historyOf(
  row: Habit & Omit<StoredHistory, 'habit' | 'days'> & { days: Day[] | null },
): StoredHistory {
  const { versions, pauses, days, ...habit } = row;
  return { habit, versions, pauses, days: days ?? [] };
}
