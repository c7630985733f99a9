import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import type { Health, Problem, Session } from '@habit/contracts';
import { apiClient, builders } from '@habit/testing';
import type { ApiClient } from '@habit/testing';
import pg from 'pg';
import type { BackendProcess } from './testing/backend-process.ts';
import { buildBundle, startBackend } from './testing/backend-process.ts';
import { eventually } from './testing/eventually.ts';
import { readReply, session } from './testing/test-app.ts';
import type { TestDatabase } from './testing/test-database.ts';
import { createEmptyDatabase } from './testing/test-database.ts';

let bundle: ReturnType<typeof buildBundle>;
let database: TestDatabase;
const running: BackendProcess[] = [];

beforeAll(async () => {
  bundle = buildBundle();
  database = await createEmptyDatabase();
});

afterEach(async () => {
  for (const backend of running.splice(0)) {
    backend.kill('SIGKILL');
    await backend.ended();
  }
});

afterAll(async () => {
  await database.drop();
  bundle.remove();
});

function start(environment: Record<string, string> = {}): BackendProcess {
  const required = { DATABASE_URL: database.url, JWT_SECRET: session.secret, DRAIN_SECONDS: '0' };
  const backend = startBackend(bundle.folder, { ...required, ...environment });
  running.push(backend);
  return backend;
}

async function startReady(environment: Record<string, string> = {}) {
  const backend = start(environment);
  const url = await backend.listening();
  await eventually('the backend is ready', async () => (await fetch(`${url}/readyz`)).ok);
  return { backend, url, api: apiOver(url) };
}

function apiOver(url: string): ApiClient {
  return apiClient(async ({ method, path, headers, body }) => {
    const reply = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
    return readReply(reply.status, Object.fromEntries(reply.headers), await reply.text());
  });
}

const withPath = (path: string): string => Object.assign(new URL(database.url), { pathname: path }).href;

describe('the program, from its bundle alone', () => {
  it('serves the API and its documentation', async () => {
    const { backend, url, api } = await startReady({ DRAIN_SECONDS: '1' });
    api.become(await builders(api).user());
    const habit = await builders(api).habit();
    await api.checkIn(habit, habit.startDay);
    expect((await api.today()).habits[0]?.progress.done).toBe(true);
    expect((await api.ask<Health>('GET', '/health')).body).toEqual({
      status: 'ok',
      version: '1.0.0',
      database: 'up',
    });
    for (const path of [
      '/docs/',
      '/docs/static/swagger-ui-bundle.js',
      '/docs/static/swagger-ui.css',
      '/openapi.json',
    ]) {
      const file = await fetch(url + path);
      expect([path, file.status, (await file.text()).length > 500]).toEqual([path, 200, true]);
    }
    backend.kill('SIGTERM');
    expect(await backend.ended()).toEqual({ code: 0, signal: null });
    for (const line of backend.output().trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    expect(backend.errors()).toBe('');
  });

  it('is the same bytes wherever it is built', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'habit-elsewhere-'));
    const workspace = join(__dirname, '../../..');
    try {
      for (const folder of ['apps/backend', 'libs']) {
        cpSync(join(workspace, folder), join(elsewhere, folder), {
          recursive: true,
          filter: (path) => !/\/(node_modules|dist|test-output)$/.test(path),
        });
      }
      // The packages of the workspace must come from here too, so the links are made anew.
      cpSync(join(workspace, 'node_modules/@habit'), join(elsewhere, 'node_modules/@habit'), {
        recursive: true,
        verbatimSymlinks: true,
      });
      for (const name of readdirSync(join(workspace, 'node_modules'))) {
        if (name !== '@habit')
          symlinkSync(join(workspace, 'node_modules', name), join(elsewhere, 'node_modules', name));
      }
      const out = join(elsewhere, 'out');
      execFileSync(process.execPath, [join(elsewhere, 'apps/backend/build.mjs'), out], { cwd: elsewhere });
      expect(digests(out)).toEqual(digests(bundle.folder));
      expect(readFileSync(join(out, 'main.mjs'), 'utf8')).not.toContain(elsewhere);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
});

describe('the program does not start', () => {
  const refused = async (environment: Record<string, string>) => {
    const backend = start(environment);
    expect(await backend.ended()).toEqual({ code: 1, signal: null });
    expect(backend.output() + backend.errors()).not.toContain(new URL(database.url).password);
    return backend.errors();
  };

  it('without what it needs, and names all of it', async () => {
    const message = await refused({ DATABASE_URL: '', JWT_SECRET: '', PORT: 'eighty' });
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'PORT']) expect(message).toContain(`- ${name} `);
  });

  it('in production with a secret that everybody knows', async () => {
    const message = await refused({
      NODE_ENV: 'production',
      JWT_SECRET: 'change-me-please-change-me-please-1',
    });
    expect(message).toContain('JWT_SECRET is a known default');
  });

  it('with a previous secret that is short, known, or the one that signs', async () => {
    const production = { NODE_ENV: 'production' };
    expect(await refused({ JWT_SECRET_PREVIOUS: 'short' })).toContain(
      'JWT_SECRET_PREVIOUS must be at least 32 characters long',
    );
    expect(
      await refused({ ...production, JWT_SECRET_PREVIOUS: 'change-me-please-change-me-please-1' }),
    ).toContain('JWT_SECRET_PREVIOUS is a known default');
    const same = await refused({ JWT_SECRET_PREVIOUS: session.secret });
    expect(same).toContain('JWT_SECRET_PREVIOUS is JWT_SECRET itself');
    expect(same).not.toContain(session.secret);
  });

  it('with a database address that is none', async () => {
    expect(await refused({ DATABASE_URL: 'localhost:5432' })).toContain(
      'DATABASE_URL must be a URL like postgresql://',
    );
  });

  it('with the wrong password', async () => {
    const url = Object.assign(new URL(database.url), { password: 'wrong' }).href;
    expect(await refused({ DATABASE_URL: url })).toContain(
      'The user name or the password in DATABASE_URL is wrong.',
    );
  });

  it('on a database that does not exist', async () => {
    expect(await refused({ DATABASE_URL: withPath('/nowhere') })).toContain(
      'The database that DATABASE_URL names does not exist. Create it, or name another one.',
    );
  });

  it('on a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refused({ PORT: String(port) })).toMatch(
      new RegExp(`cannot listen on 127.0.0.1:${port}: .*EADDRINUSE.*Set HOST and PORT to a free address.`),
    );
    other.close();
  });
});

describe('a new signing secret', () => {
  const another = 'for tests only, and the one that comes next';

  it('keeps the sessions of the old one for as long as that is given as the previous', async () => {
    const before = await startReady();
    const old = await builders(before.api).user();
    const statusOf = async (api: ApiClient, session: Session) =>
      (await api.signedInAs(session).ask('GET', '/api/v1/me')).status;

    const during = await startReady({ JWT_SECRET: another, JWT_SECRET_PREVIOUS: session.secret });
    const fresh = await builders(during.api).user();
    expect([await statusOf(during.api, old), await statusOf(during.api, fresh)]).toEqual([200, 200]);
    expect(await statusOf(before.api, fresh)).toBe(401);

    const after = await startReady({ JWT_SECRET: another });
    expect([await statusOf(after.api, old), await statusOf(after.api, fresh)]).toEqual([401, 200]);
  });
});

describe('a database that cannot be reached', () => {
  it('is waited for, and the wait can be ended', async () => {
    const backend = start({ DATABASE_URL: 'postgresql://habit:unmistakable@127.0.0.1:9/habit' });
    const url = await backend.listening();
    await eventually('a line about waiting', () =>
      backend.output().includes('Waiting for the database (attempt 2)'),
    );
    expect(await (await fetch(`${url}/health`)).json()).toEqual({
      status: 'ok',
      version: '1.0.0',
      database: 'down',
    });
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    backend.kill('SIGINT');
    expect(await backend.ended()).toEqual({ code: 0, signal: null });
    expect(backend.output() + backend.errors()).not.toContain('unmistakable');
  });
});

describe('told to end', () => {
  it('goes on answering, says so on every answer, and is not ready any more', async () => {
    const { backend, url, api } = await startReady({ DRAIN_SECONDS: '60' });
    api.become(await builders(api).user());
    const habit = await builders(api).habit();
    const replies: { status: number; connection: string | undefined; after: boolean }[] = [];
    let told = false;
    let stop = false;
    const worker = async () => {
      while (!stop) {
        const after = told;
        const { status, headers } = await api.ask(
          'PUT',
          `/api/v1/habits/${habit.id}/check-ins/${habit.startDay}`,
        );
        replies.push({ status, connection: headers['connection'], after });
      }
    };
    const workers = Promise.all(Array.from({ length: 8 }, worker));
    await eventually('requests are under way', () => replies.length > 50);
    backend.kill('SIGTERM');
    await eventually('the backend is told', () => backend.output().includes('SIGTERM'));
    told = true;
    const probe = await fetch(`${url}/readyz`);
    expect(probe.status).toBe(503);
    expect(((await probe.json()) as Problem).detail).toBe('This process is about to end.');
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    await eventually('more requests are answered', () => replies.filter((reply) => reply.after).length > 50);
    stop = true;
    await workers;
    expect(backend.isRunning()).toBe(true);
    expect(replies.filter((reply) => reply.status !== 200)).toEqual([]);
    const late = replies.filter((reply) => reply.after).map((reply) => reply.connection);
    expect(new Set(late)).toEqual(new Set(['close']));
  });

  it('finishes the requests in flight', async () => {
    const { backend, api } = await startReady();
    api.become(await builders(api).user());
    const habit = await builders(api).habit();
    const blocker = new pg.Client({ connectionString: database.url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('select from habits where id = $1 for update', [habit.id]);

    const slow = api.checkIn(habit, habit.startDay);
    await eventually('the check-in waits for the lock', async () => {
      const { rowCount } = await blocker.query(
        "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      return rowCount === 1;
    });
    backend.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(backend.isRunning()).toBe(true);
    await blocker.query('commit');
    expect(await slow).toEqual({ habitId: habit.id, day: habit.startDay });
    expect(await backend.ended()).toEqual({ code: 0, signal: null });
    await blocker.end();
  });

  it('ends at once at the second signal', async () => {
    const { backend } = await startReady({ DRAIN_SECONDS: '60' });
    backend.kill('SIGTERM');
    await eventually('the backend is told', () => backend.output().includes('SIGTERM'));
    backend.kill('SIGINT');
    expect((await backend.ended()).code).toBe(1);
  });
});

describe('killed', () => {
  it('loses no check-in that it answered', async () => {
    const first = await startReady();
    const owner: Session = await builders(first.api).user();
    const mine = first.api.signedInAs(owner);
    const habit = await builders(mine).habit();
    const days = ['2026-01-01', '2026-01-02', '2026-01-03'];
    let current = first;
    for (const day of days) {
      await current.api.signedInAs(owner).checkIn(habit, day);
      current.backend.kill('SIGKILL');
      await current.backend.ended();
      current = await startReady();
    }
    expect((await current.api.signedInAs(owner).progress(habit)).checkIns).toBe(3);
  });
});

function digests(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const all = files.map((file) => {
    const path = join(file.parentPath, file.name);
    return [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')];
  });
  return Object.fromEntries(all.sort());
}
