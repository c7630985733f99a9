import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/** A pool, or the transaction that stands in its place. */
export type Db = Kysely<Tables>;

const { builtins, getTypeParser } = pg.types;

/** A `date` has no time and no zone; as a JavaScript Date it would get both. */
const dayAsText: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    (oid as number) === builtins.DATE ? (text: string) => text : getTypeParser(oid, format),
};

const shared = (url: string): pg.PoolConfig => ({
  connectionString: url,
  types: dayAsText,
  application_name: 'habit-tracker',
  keepAlive: true,
  connectionTimeoutMillis: 3_000,
  // A check-in that was answered is on the disk, whatever the server's default.
  options: '-c synchronous_commit=on',
});

export function openDatabase(url: string, onConnectionLost: (error: Error) => void): Db {
  const pool = new pg.Pool({
    ...shared(url),
    max: 10,
    // A connection whose other end vanished without a word is given up within this time.
    maxLifetimeSeconds: 300,
    statement_timeout: 10_000,
    query_timeout: 15_000,
    idle_in_transaction_session_timeout: 10_000,
  });
  // Without listeners a PostgreSQL that goes away would end this process: the pool reports idle
  // connections, and each connection reports itself while it is in use.
  pool.on('error', onConnectionLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

/** One connection without a time limit: migrations take as long as they take, and wait for each other. */
export function openMigrationDatabase(url: string): Db {
  const pool = new pg.Pool({ ...shared(url), max: 1 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely({ dialect: new PostgresDialect({ pool }) });
}

/** Whether the database answers within two seconds. */
export async function answers(db: Db): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, 2_000, false);
  });
  const ping = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([ping, tooLate]).finally(() => clearTimeout(timer));
}
