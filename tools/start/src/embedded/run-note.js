import { linkSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from '../console.js';
import { writeWhole } from './data-folder.js';
import { identify, runs, starters } from './process-identity.js';

/**
 * @typedef {import('./process-identity.js').ProcessIdentity} ProcessIdentity
 * @typedef {{ url: string, supervisor: ProcessIdentity, starters: ProcessIdentity[], services: Record<string, ProcessIdentity> }} Note
 */

/**
 * A note on disk of the processes of this run, so that the next one can take over what a killed run left behind.
 * Whoever has it has the folder: of two starts at the same time one gets it.
 */
export class RunNote {
  /**
   * @param {string} file
   * @param {string} url
   */
  constructor(file, url) {
    this.file = file;
    /** @type {Note} */
    this.note = {
      url,
      supervisor: /** @type {ProcessIdentity} */ (identify(process.pid)),
      starters: starters(),
      services: {},
    };
    const own = `${file}.${process.pid}.new`;
    writeWhole(own, this.note);
    try {
      linkSync(own, file);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      throw new Trouble(
        'Another start on the same data began at this moment. Wait for it, or name another folder: --data',
      );
    } finally {
      rmSync(own, { force: true });
    }
  }

  /**
   * @param {string} name
   * @param {number} pid
   */
  started(name, pid) {
    const identity = identify(pid);
    if (identity) this.note.services[name] = identity;
    writeWhole(this.file, this.note);
  }

  /** Whether whoever started this run is gone, so that nobody could stop it any more. */
  isOrphaned() {
    return !this.note.starters.every(runs);
  }

  remove() {
    if (readNote(this.file)?.supervisor.pid === process.pid) rmSync(this.file, { force: true });
  }
}

/**
 * Ends what an earlier, killed run left on the data folder. A run that is alive and well is left alone.
 * @param {string} file
 * @param {(text: string) => void} report
 * @throws Trouble when another run holds the folder
 */
export async function takeOver(file, report) {
  const note = readNote(file);
  // It is written whole, so one that cannot be read was damaged later.
  if (!note) return rmSync(file, { force: true });
  if (runs(note.supervisor)) {
    if (note.starters.every(runs)) {
      throw new Trouble(
        `Habit Tracker already runs on this data at ${note.url} (process ${note.supervisor.pid}). ` +
          'Open it, or stop it there with Ctrl-C, or start a second one with --data, --port and --api-port.',
      );
    }
    // It stops its services by itself.
    await end(
      { what: 'the earlier start', ...note.supervisor, signal: 'SIGTERM', target: note.supervisor.pid },
      report,
    );
  }
  for (const [name, identity] of Object.entries(note.services)) {
    const what = `the ${name} of an earlier run`;
    // PostgreSQL ends its own children, and ends by SIGINT without waiting for its clients. The others lead a process
    // group each, and take along what they started.
    const how =
      name === 'database'
        ? { signal: 'SIGINT', target: identity.pid }
        : { signal: 'SIGTERM', target: -identity.pid };
    await end({ what, ...identity, ...how }, report);
  }
  const now = readNote(file);
  if (now && now.supervisor.pid === note.supervisor.pid) rmSync(file, { force: true });
}

/**
 * @param {string} file
 * @returns {Note | undefined}
 */
function readNote(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {ProcessIdentity & { what: string, signal: string, target: number }} process `target` as in kill(2)
 * @param {(text: string) => void} report
 */
async function end({ what, signal, target, ...identity }, report) {
  if (!runs(identity)) return;
  report(`Stopping ${what} (process ${identity.pid})`);
  for (const [how, patience] of /** @type {[string, number][]} */ ([
    [signal, 30_000],
    ['SIGKILL', 5_000],
  ])) {
    process.kill(target, how);
    for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(50)) {
      if (!runs(identity)) return;
    }
  }
  throw new Trouble(`${what} (process ${identity.pid}) does not stop.`);
}
