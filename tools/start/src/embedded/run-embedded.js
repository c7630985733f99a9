import { relative } from 'node:path';
import { freePort, stopStray } from '@habit/postgres';
import { bold, cyan, dim, done, during, say, Trouble, warn } from '../console.js';
import { fillDemo } from '../demo.js';
import { verifyJourney } from '../journey.js';
import { nx } from '../nx.js';
import { withoutSecrets } from '../settings.js';
import { root } from '../workspace.js';
import { DataFolder } from './data-folder.js';
import { address, expectFree } from './ports.js';
import { RunNote, takeOver } from './run-note.js';
import { Service } from './service.js';
import { backendService, databaseService, frontendService } from './services.js';

/**
 * Builds what is not built, starts PostgreSQL, backend and frontend, proves them by the user journey, and stays until
 * it is told to stop. Everything that was started is stopped, in every way out.
 * @param {import('../arguments.js').Options} options
 * @param {NodeJS.ProcessEnv} settings
 */
export async function runEmbedded(options, settings) {
  const url = `http://localhost:${options.port}`;
  const folder = new DataFolder(options.data);
  folder.create();
  await takeOver(folder.runFile, warn);
  const stray = await stopStray(folder.database);
  if (stray) warn(`Stopped the database of an earlier run (process ${stray})`);
  await expectFree(options.port, '--port');
  await expectFree(options.apiPort, '--api-port');

  const note = new RunNote(folder.runFile, url);
  const stop = stopRequest(note);
  /** @type {Service[]} */
  const services = [];
  /** @param {import('./services.js').Role} role */
  const start = async (role) => {
    stop.signal.throwIfAborted();
    const service = new Service({
      ...role,
      log: folder.logOf(role.name),
      onStart: (pid) => note.started(role.name, pid),
      report: warn,
      onGivenUp: (error) => stop.because(error),
    });
    services.push(service);
    await during(`Starting the ${role.name}`, () => Promise.race([service.start(), stop.requested]));
    done(`The ${role.name} is ready`);
  };

  try {
    await build(stop.signal, note);
    const { jwtSecret, demoPassword, databasePassword } = folder.secrets();
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...settings, JWT_SECRET: settings.JWT_SECRET || jwtSecret };
    if (env.DATABASE_URL) {
      say('Using the database of DATABASE_URL');
    } else {
      const port = await freePort();
      const database = await databaseService({ folder: folder.database, port, password: databasePassword });
      env.DATABASE_URL = database.url;
      await start(database);
    }
    await start(backendService({ port: options.apiPort, env }));
    await start(
      frontendService({ port: options.port, apiPort: options.apiPort, env: withoutSecrets(settings) }),
    );
    // Not “localhost”: another program may have that name's other address, [::1].
    const ours = `http://${address}:${options.port}`;
    await verifyJourney(ours, stop.signal);
    if (options.demo) await Promise.race([fillDemo(ours, demoPassword), stop.requested]);
    announce(url, options, folder);
    await stop.requested;
  } catch (error) {
    // Whatever fails after somebody wished to stop fails because of that; only a service that cannot be kept alive is
    // a reason to tell of.
    if (!stop.signal.aborted) throw error;
    if (stop.signal.reason instanceof Trouble) throw stop.signal.reason;
  } finally {
    await during('Stopping', async () => {
      for (const service of services.reverse()) await service.stop();
    });
    note.remove();
    stop.end();
  }
  say('Stopped. The data is kept.');
}

/**
 * @param {AbortSignal} signal
 * @param {RunNote} note
 */
async function build(signal, note) {
  const onStart = (/** @type {number} */ pid) => note.started('build', pid);
  const code = await nx(['run-many', '-t', 'build', '-p', 'backend', 'frontend', 'journey'], {
    signal,
    onStart,
  });
  signal.throwIfAborted();
  if (code !== 0) throw new Trouble('The build failed; its output is above.');
}

/**
 * One wish to stop, from Ctrl-C, a service that cannot be kept alive, or the death of whoever started this.
 * `requested` rejects with the reason.
 * @param {RunNote} note
 */
function stopRequest(note) {
  const controller = new AbortController();
  /** @param {Error} reason */
  const because = (reason) => controller.abort(reason);
  /** @param {NodeJS.Signals} name */
  const onSignal = (name) => because(new Error(name));
  const names = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const name of names) process.on(name, onSignal);
  const watch = setInterval(() => note.isOrphaned() && because(new Error('orphaned')), 1000);
  /** @type {Promise<never>} */
  const requested = new Promise((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
  });
  requested.catch(() => {});
  const end = () => {
    clearInterval(watch);
    for (const name of names) process.off(name, onSignal);
  };
  return { signal: controller.signal, requested, because, end };
}

/**
 * @param {string} url
 * @param {import('../arguments.js').Options} options
 * @param {DataFolder} folder
 */
function announce(url, options, folder) {
  const path = relative(root, folder.path);
  const shown = path.startsWith('..') ? folder.path : path;
  say('');
  say(`${bold('Habit Tracker is running and verified:')} ${cyan(url)}`);
  say(dim(`  API     http://localhost:${options.apiPort}/docs`));
  say(dim(`  data    ${shown}, kept between runs; logs in ${shown}/logs`));
  say(dim('  stop    Ctrl-C'));
}
