import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '@habit/postgres';
import { ask } from './api.js';
import { done, runMain, say, Trouble } from './console.js';
import { identify, runs } from './embedded/process-identity.js';
import { root } from './workspace.js';

/**
 * Kills each of the backend, PostgreSQL and `npm run up` itself with SIGKILL right after a check-in was answered, again
 * and again, and then looks whether every answered check-in is still there. Runs on ports and a data folder of its own.
 */
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' } } });
const rounds = Number(values.rounds);
const data = mkdtempSync(join(tmpdir(), 'habit-crash-'));
const [port, apiPort] = [await freePort(), await freePort()];
const url = `http://127.0.0.1:${port}`;

/** @type {import('node:child_process').ChildProcess | undefined} */
let up;
let output = '';

function note() {
  return JSON.parse(readFileSync(join(data, 'run.json'), 'utf8'));
}

async function startUp() {
  const program = join(root, 'tools/start/src/up.js');
  const args = ['--embedded', '--port', String(port), '--api-port', String(apiPort), '--data', data];
  const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  up = child;
  output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await pause(50)) {
    if (output.includes('running and verified')) return;
    if (child.exitCode !== null) break;
  }
  throw new Trouble('npm run up did not start.');
}

async function stopUp() {
  if (!up || up.exitCode !== null || up.signalCode !== null) return;
  const ended = new Promise((resolve) => up?.once('exit', resolve));
  up.kill('SIGINT');
  await ended;
}

/** @param {string} victim */
async function kill(victim) {
  const { supervisor, services } = note();
  const target = victim === 'up' ? supervisor : services[victim];
  process.kill(target.pid, 'SIGKILL');
  while (runs(target)) await pause(5);
  if (victim === 'up') await startUp();
  else await untilBack(victim, target.pid);
}

/**
 * @param {string} name
 * @param {number} killed
 */
async function untilBack(name, killed) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(25)) {
    const { pid } = note().services[name];
    const ready =
      pid !== killed &&
      identify(pid) &&
      (await fetch(`http://127.0.0.1:${apiPort}/readyz`).catch(() => undefined));
    if (ready && ready.ok) return;
  }
  throw new Trouble(`The ${name} did not come back within a minute.`);
}

/** One habit of one user, and the days that the server said it had recorded. */
class History {
  /**
   * @param {string} token
   * @param {string} habitId
   * @param {string} today
   */
  constructor(token, habitId, today) {
    this.token = token;
    this.habitId = habitId;
    this.today = new Date(`${today}T00:00Z`).getTime();
    /** @type {string[]} */
    this.days = [];
  }

  static async begin() {
    const user = {
      email: `crash-${randomBytes(6).toString('hex')}@example.com`,
      password: randomBytes(12).toString('hex'),
    };
    const { token } = await ask(url, 'POST', '/auth/register', { body: user });
    const schedule = { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6, 7] };
    const { id } = await ask(url, 'POST', '/habits', { token, body: { name: 'Survive', schedule } });
    const { day } = await ask(url, 'GET', '/today', { token });
    return new History(token, id, day);
  }

  async checkIn() {
    const day = new Date(this.today - this.days.length * 86_400_000).toISOString().slice(0, 10);
    await ask(url, 'PUT', `/habits/${this.habitId}/check-ins/${day}`, { token: this.token });
    this.days.push(day);
  }

  async expectAll() {
    const heatmap = await ask(url, 'GET', `/habits/${this.habitId}/heatmap`, { token: this.token });
    const kept = new Set(
      heatmap.days.flatMap((/** @type {{ day: string, done: boolean }} */ each) =>
        each.done ? each.day : [],
      ),
    );
    const lost = this.days.filter((day) => !kept.has(day));
    if (lost.length > 0)
      throw new Trouble(`${lost.length} of ${this.days.length} check-ins are lost: ${lost.join(', ')}`);
  }
}

/** What `up` and its services said last, so that a failure on a machine far away can be understood. */
function lastWords() {
  const logs = join(data, 'logs');
  const texts = [['npm run up', output]];
  if (existsSync(logs)) {
    for (const name of readdirSync(logs)) texts.push([name, readFileSync(join(logs, name), 'utf8')]);
  }
  return texts
    .map(([name, text]) => `── ${name}\n${text?.trim().split('\n').slice(-8).join('\n')}`)
    .join('\n');
}

let round = 'the start';
await runMain(async () => {
  try {
    await startUp();
    const history = await History.begin();
    for (const victim of ['backend', 'database', 'up']) {
      for (let count = 1; count <= rounds; count += 1) {
        round = `kill -9 of ${victim}, round ${count} of ${rounds}`;
        await history.checkIn();
        await kill(victim);
        await history.expectAll();
      }
      done(`${rounds} × kill -9 of ${victim}: all ${history.days.length} check-ins are there`);
    }
    say(`${rounds * 3} passed, 0 failed`);
  } catch (error) {
    say(lastWords());
    const { message } = /** @type {Error} */ (error);
    throw new Trouble(`${round}: ${message}`, { cause: error });
  } finally {
    await stopUp();
    rmSync(data, { recursive: true, force: true });
  }
});
