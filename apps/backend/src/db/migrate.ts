import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Migrator, sql } from 'kysely';
import type { Migration } from 'kysely';
import { explainDatabaseError, isUnavailable } from './database-errors.ts';
import type { Db } from './database.ts';

/** The database was made by a later version of this program. */
export class DatabaseTooNewError extends Error {
  override readonly name = 'DatabaseTooNewError';
  constructor(unknown: string[]) {
    super(
      `The database is newer than this program: it holds ${unknown.join(', ')}, which this version does not know. ` +
        'Start the version that made it, or a later one.',
    );
  }
}

/**
 * Brings the tables up to date: all pending migrations in one transaction, under an advisory lock, so
 * that a failed one leaves nothing and two programs that start together do not meet.
 * @returns the names of the migrations that ran
 */
export async function migrate(db: Db, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder);
  await refuseNewerDatabase(db, Object.keys(migrations));
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator.migrateToLatest();
  const failed = results.find((result) => result.status === 'Error');
  if (failed && !isUnavailable(error)) {
    const reason = explainDatabaseError(error);
    throw new Error(`Migration ${failed.migrationName} failed, and left nothing behind: ${reason}`, {
      cause: error,
    });
  }
  if (error) throw error;
  return results.map((result) => result.migrationName);
}

async function readMigrations(folder: string): Promise<Record<string, Migration>> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  if (files.length === 0) throw new Error(`${folder} holds no migrations. Build the backend again.`);
  const migrations = files.map(async (file) => {
    const text = await readFile(join(folder, file), 'utf8');
    return [
      file.replace(/\.sql$/, ''),
      {
        up: (db: Db) =>
          sql
            .raw(text)
            .execute(db)
            .then(() => undefined),
      },
    ];
  });
  return Object.fromEntries(await Promise.all(migrations));
}

async function refuseNewerDatabase(db: Db, known: string[]): Promise<void> {
  const { rows } = await sql<{
    found: boolean;
  }>`select to_regclass('kysely_migration') is not null as found`.execute(db);
  if (!rows[0]?.found) return;
  const executed = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  const unknown = executed.rows.map((row) => row.name).filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new DatabaseTooNewError(unknown);
}
