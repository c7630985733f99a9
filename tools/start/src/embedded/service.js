import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from '../console.js';

// For programs that end by themselves; one that was killed is started again every time.
const restarts = { most: 5, within: 60_000 };
// How long one that was killed is tried again: what it left behind may take a while to go, on a busy disk above all.
const patience = 30_000;
const largestLog = 10_000_000;

/**
 * @typedef {{ command: string, args: string[], options: { cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number } }} Command
 *
 * @typedef {object} Plan
 * @property {string} name
 * @property {Command} command
 * @property {string} log the file that takes its output
 * @property {NodeJS.Signals} stopSignal
 * @property {(died: AbortSignal) => Promise<void>} untilReady
 * @property {(pid: number) => void} onStart
 * @property {(text: string) => void} report
 * @property {(error: Error) => void} onGivenUp
 */

/** One process that runs until it is told to stop, and is started again when it dies. */
export class Service {
  /** @type {'new' | 'starting' | 'running' | 'stopping'} */
  #state = 'new';
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  /** @type {Promise<void>} */
  #ended = Promise.resolve();
  /** @type {number[]} */
  #deaths = [];

  /** @param {Plan} plan */
  constructor(plan) {
    this.plan = plan;
  }

  /** Starts it and waits until it is ready. */
  async start() {
    this.#state = 'starting';
    const died = this.#spawn();
    try {
      await this.plan.untilReady(died);
      died.throwIfAborted();
    } catch (error) {
      if (!died.aborted) {
        // Nobody would stop it once another one is started in its place.
        this.#child?.kill('SIGKILL');
        throw error;
      }
      throw new Trouble(`The ${this.plan.name} ended while it started. Its last words:\n${this.lastWords()}`);
    }
    if (this.#state === 'starting') this.#state = 'running';
  }

  async stop() {
    this.#state = 'stopping';
    this.#child?.kill(this.plan.stopSignal);
    const ended = this.#ended.then(() => true);
    if (await Promise.race([ended, pause(30_000, false, { ref: false })])) return;
    this.#child?.kill('SIGKILL');
    await ended;
  }

  lastWords() {
    return readFileSync(this.plan.log, 'utf8').trim().split('\n').slice(-12).join('\n');
  }

  #spawn() {
    const { command, log, onStart } = this.plan;
    rotate(log);
    // A file, not a pipe: what outlives a killed supervisor must still be able to write.
    const output = openSync(log, 'a');
    // A session of its own: Ctrl-C reaches only the supervisor, which stops the services in their order.
    const child = spawn(command.command, command.args, {
      ...command.options,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#child = child;
    if (child.pid) onStart(child.pid);
    const died = new AbortController();
    this.#ended = new Promise((resolve) => {
      /** @param {string} how @param {boolean} killed */
      const onEnd = (how, killed) => {
        died.abort();
        resolve();
        if (this.#state === 'running') void this.#revive(how, killed);
      };
      child.once('error', (error) => onEnd(error.message, false));
      child.once('exit', (code, signal) => onEnd(signal ?? `exit code ${code}`, signal !== null));
    });
    return died.signal;
  }

  /**
   * @param {string} how it died
   * @param {boolean} killed
   */
  async #revive(how, killed) {
    const { name, report, onGivenUp } = this.plan;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((time) => now - time < restarts.within), ...(killed ? [] : [now])];
    if (this.#deaths.length > restarts.most) {
      return onGivenUp(new Trouble(`The ${name} keeps dying (${how}). Its last words:\n${this.lastWords()}`));
    }
    report(`The ${name} died (${how}); starting it again`);
    try {
      if (await this.#startAgain()) report(`The ${name} is back`);
    } catch (error) {
      onGivenUp(/** @type {Error} */ (error));
    }
  }

  async #startAgain() {
    for (const deadline = Date.now() + patience; !this.#isStopping();) {
      try {
        await this.start();
        return true;
      } catch (error) {
        if (this.#isStopping()) break;
        if (Date.now() > deadline) throw error;
        // The children of a killed PostgreSQL may hold its memory for a moment longer.
        await pause(500);
      }
    }
    return false;
  }

  #isStopping() {
    return this.#state === 'stopping';
  }
}

/** @param {string} log */
function rotate(log) {
  try {
    if (statSync(log).size > largestLog) renameSync(log, `${log}.1`);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
}
