import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './app-types.ts';
import type { Db } from './db/database.ts';
import type { Readiness } from './readiness.ts';

const patienceSeconds = 15;
const quietLooks = 5;
const msBetweenLooks = 100;

/**
 * On the first SIGTERM or SIGINT: no longer ready, every answer closes its connection, and after a while,
 * as soon as nobody sends requests here any more, the process ends. A second signal ends it at once.
 * @returns aborted as soon as the process is to end
 */
export function drainOnSignal(app: App, db: Db, readiness: Readiness, seconds: number): AbortSignal {
  const stopping = new AbortController();
  const untilQuiet = watchRequests(app);

  async function drain(signal: NodeJS.Signals): Promise<void> {
    app.log.info(`${signal}: going on for ${seconds} s until no more requests come, then ending.`);
    readiness.draining = true;
    stopping.abort();
    await sleep(seconds * 1000);
    // Requests have time limits of their own; a client that stops reading its answer has none.
    const cutOff = setTimeout(() => {
      app.log.warn(`Some answers were not read within ${patienceSeconds} s: closing their connections.`);
      app.server.closeAllConnections();
    }, patienceSeconds * 1000);
    if (seconds > 0) await untilQuiet();
    await app.close();
    clearTimeout(cutOff);
    await db.destroy();
    app.log.info('Ended.');
    process.exit(0);
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(1);
      drain(signal).catch((error: unknown) => {
        app.log.error(error, 'The way out failed.');
        process.exit(1);
      });
    });
  }
  return stopping.signal;
}

/**
 * A busy process takes up late what came in time. Whatever still waits when it stops listening would be cut off.
 * @returns waits, within limits, until no request is under way and none has come for a moment
 */
function watchRequests(app: App): () => Promise<void> {
  let begun = 0;
  let underWay = 0;
  app.server.on('request', (_request, response) => {
    begun += 1;
    underWay += 1;
    response.once('close', () => (underWay -= 1));
  });
  return async () => {
    const giveUpAt = Date.now() + patienceSeconds * 1000;
    for (let looks = 0, before = begun; looks < quietLooks && Date.now() < giveUpAt; before = begun) {
      await sleep(msBetweenLooks);
      looks = begun === before && underWay === 0 ? looks + 1 : 0;
    }
  };
}
