import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { user } from './cluster.js';

/**
 * @param {{ port: number, password: string, database: string }} place
 */
export function urlOf({ port, password, database }) {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * Waits until the server answers, and makes the database when it is not there.
 * @param {{ port: number, password: string, database: string }} place
 * @param {{ seconds: number, signal?: AbortSignal }} patience recovery after a crash may take a while
 */
export async function untilReady({ port, password, database }, { seconds, signal }) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await ensureDatabase({ port, password, database });
    } catch (error) {
      if (isFinal(error) || Date.now() > deadline) throw error;
      await pause(50);
    }
  }
}

/**
 * What waiting does not mend: the server is up, and says no to who asks (class 28) or to what is asked (42). A server
 * that starts or recovers refuses, resets and drops connections, or says that it cannot answer yet.
 * @param {unknown} error
 */
function isFinal(error) {
  const { code } = /** @type {{ code?: string }} */ (error);
  return /^(28|42)[0-9A-Z]{3}$/.test(code ?? '');
}

/** @param {{ port: number, password: string, database: string }} place */
async function ensureDatabase({ port, password, database }) {
  const client = new pg.Client({ connectionString: urlOf({ port, password, database: 'postgres' }) });
  // A server that ends tells the connection, too; without a listener that would end this program. The query under way
  // is rejected all the same.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}
