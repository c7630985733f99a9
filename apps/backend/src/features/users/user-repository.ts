import { sql } from 'kysely';
import type { Preferences, User } from '@habit/contracts';
import type { Db } from '../../db/database.ts';

const columns = ['id', 'email', 'time_zone as timeZone', 'day_start_minute as dayStartMinute'] as const;

/** @returns nothing when the address is taken, in whatever capitals */
export function addUser(
  db: Db,
  { email, passwordHash, timeZone }: { email: string; passwordHash: string; timeZone: string },
): Promise<User | undefined> {
  return db
    .insertInto('users')
    .values({ email, password_hash: passwordHash, time_zone: timeZone })
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returning(columns)
    .executeTakeFirst();
}

export function findUser(db: Db, userId: string): Promise<User | undefined> {
  return db.selectFrom('users').select(columns).where('id', '=', userId).executeTakeFirst();
}

export async function findUserByEmail(
  db: Db,
  email: string,
): Promise<{ user: User; passwordHash: string } | undefined> {
  const row = await db
    .selectFrom('users')
    .select([...columns, 'password_hash as passwordHash'])
    .where(sql`lower(email)`, '=', sql`lower(${email})`)
    .executeTakeFirst();
  if (!row) return undefined;
  const { passwordHash, ...user } = row;
  return { user, passwordHash };
}

export function changePreferences(db: Db, userId: string, changes: Preferences): Promise<User | undefined> {
  return db
    .updateTable('users')
    .set({ time_zone: changes.timeZone, day_start_minute: changes.dayStartMinute })
    .where('id', '=', userId)
    .returning(columns)
    .executeTakeFirst();
}

/** And all that belongs to them. */
export async function deleteUser(db: Db, userId: string): Promise<void> {
  await db.deleteFrom('users').where('id', '=', userId).execute();
}
