import { setTimeout as sleep } from 'node:timers/promises';
import { explainDatabaseError, isUnavailable } from './database-errors.ts';
import { openMigrationDatabase } from './database.ts';
import { migrate } from './migrate.ts';

interface Log {
  info(message: string): void;
  warn(message: string): void;
}

/**
 * Waits until the database can be reached, then migrates it.
 * @throws what no waiting mends: wrong credentials, an unknown database, a failed migration.
 */
export async function prepareDatabase(
  url: string,
  folder: string,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  const db = openMigrationDatabase(url);
  try {
    for (let attempt = 1; !stop.aborted; attempt += 1) {
      try {
        const ran = await migrate(db, folder);
        log.info(
          ran.length > 0 ? `The database is migrated: ${ran.join(', ')}.` : 'The database is up to date.',
        );
        return;
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        // At first each attempt is worth a line; later one every ten seconds or so tells enough.
        if (attempt <= 3 || attempt % 5 === 0) {
          log.warn(`Waiting for the database (attempt ${attempt}): ${explainDatabaseError(error)}`);
        }
      }
      await sleep(Math.min(250 * 2 ** (attempt - 1), 2_000), undefined, { signal: stop }).catch(
        () => undefined,
      );
    }
  } finally {
    await db.destroy();
  }
}
