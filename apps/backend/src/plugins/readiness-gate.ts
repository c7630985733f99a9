import type { App } from '../app-types.ts';
import type { Readiness } from '../readiness.ts';
import { refuse, unavailable } from './problems.ts';

/** Until the tables are up to date no feature may touch them. */
export function requireMigrated(app: App, readiness: Readiness): void {
  app.addHook('onRequest', async (_request, reply) => {
    if (!readiness.migrated)
      return refuse(reply, unavailable('The service is starting: its database is not ready yet.'));
  });
}

/**
 * A process that is about to end says so on every answer, so that clients open their next connection
 * elsewhere instead of finding this one cut off.
 */
export function closePolitely(app: App, readiness: Readiness): void {
  app.addHook('onSend', async (_request, reply) => {
    if (readiness.draining) reply.header('connection', 'close');
  });
}
