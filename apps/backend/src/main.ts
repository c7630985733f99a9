import { EnvironmentError } from '@habit/env-contract';
import { buildApp } from './app.ts';
import { systemClock } from './clock.ts';
import { loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { explainDatabaseError } from './db/database-errors.ts';
import { openDatabase } from './db/database.ts';
import { prepareDatabase } from './db/prepare-database.ts';
import { drainOnSignal } from './drain.ts';
import { docsFolder, migrationsFolder } from './paths.ts';
import type { Readiness } from './readiness.ts';

/** Nothing to try again: say why on standard error, and end. */
function giveUp(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function configOrGiveUp(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (error instanceof EnvironmentError) giveUp(error.message);
    throw error;
  }
}

// Node's own report would quote the line of the bundle, which is the whole program.
process.on('uncaughtException', (error) => giveUp(`The backend failed. ${error.stack ?? String(error)}`));

const config = configOrGiveUp();
const readiness: Readiness = { migrated: false, draining: false };
const db = openDatabase(config.databaseUrl, (error) =>
  app.log.warn(`A database connection was lost: ${explainDatabaseError(error)}`),
);
const log = { level: config.logLevel };
const app = buildApp({ config, db, clock: systemClock, readiness, log, docsFolder });
const stopping = drainOnSignal(app, db, readiness, config.drainSeconds);

try {
  await app.listen({ host: config.host, port: config.port });
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  giveUp(
    `The backend cannot listen on ${config.host}:${config.port}: ${reason}. Set HOST and PORT to a free address.`,
  );
}

try {
  await prepareDatabase(config.databaseUrl, migrationsFolder, app.log, stopping);
  readiness.migrated = !stopping.aborted;
} catch (error) {
  if (!stopping.aborted) giveUp(`The backend cannot use its database. ${explainDatabaseError(error)}`);
}
