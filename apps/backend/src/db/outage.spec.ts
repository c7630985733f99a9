import type { Health, Problem } from '@habit/contracts';
import { apiClient, builders } from '@habit/testing';
import type { ApiReply } from '@habit/testing';
import { sql } from 'kysely';
import { buildApp } from '../app.ts';
import type { App } from '../app-types.ts';
import { systemClock } from '../clock.ts';
import { migrationsFolder } from '../paths.ts';
import type { Readiness } from '../readiness.ts';
import { eventually } from '../testing/eventually.ts';
import { readReply, session } from '../testing/test-app.ts';
import { prepareTestServer } from '../testing/test-server.ts';
import type { Db } from './database.ts';
import { openDatabase } from './database.ts';
import { prepareDatabase } from './prepare-database.ts';

let server: Awaited<ReturnType<typeof prepareTestServer>>;
let db: Db;
let app: App;
const log: string[] = [];
const readiness: Readiness = { migrated: false, draining: false };

const api = apiClient(async ({ method, path, headers, body }) => {
  const reply = await app.inject({ method: method as 'GET', url: path, headers, ...(body ? { body } : {}) });
  return readReply(reply.statusCode, reply.headers as ApiReply['headers'], reply.body);
});
const given = builders(api);

beforeAll(async () => {
  server = await prepareTestServer();
  db = openDatabase(server.url, () => undefined);
  app = buildApp({
    config: { session, trustProxy: 'loopback' },
    db,
    clock: systemClock,
    readiness,
    log: { level: 'debug', stream: { write: (line) => void log.push(line) } },
  });
  await app.ready();
});

afterAll(async () => {
  await app.close();
  await db.destroy();
  await server.remove();
});

const database = async () => (await api.ask<Health>('GET', '/health')).body.database;
const ready = async () => (await api.ask('GET', '/readyz')).status;

// One story: each test goes on where the one before it ended.
describe('a database that is not there yet', () => {
  it('is waited for: the process answers, is not ready, and says why', async () => {
    const stop = new AbortController();
    const prepared = prepareDatabase(server.url, migrationsFolder, app.log, stop.signal);
    await eventually('a line about waiting', () => log.some((line) => line.includes('attempt 2')));
    expect((await api.ask('GET', '/livez')).status).toBe(200);
    expect(await database()).toBe('down');
    const reply = await api.ask<Problem>('GET', '/readyz');
    expect(reply.status).toBe(503);
    expect(reply.body.detail).toBe('The database cannot be reached.');
    expect((await api.ask('GET', '/api/v1/me')).status).toBe(503);

    await server.start();
    await prepared;
    expect((await api.ask<Problem>('GET', '/readyz')).body.detail).toBe('The database is being prepared.');
    readiness.migrated = true;
    expect(await ready()).toBe(200);
    expect(await database()).toBe('up');
    expect(log.join()).not.toContain('unmistakable-password');
  });

  it('makes every commit wait for the disk', async () => {
    const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db);
    expect(rows).toEqual([{ synchronous_commit: 'on' }]);
  });
});

describe('a database that is killed', () => {
  it('makes requests fail clearly, and keeps every check-in that was answered', async () => {
    api.become(await given.user());
    const habit = await given.habit();
    for (const day of ['2026-01-01', '2026-01-02', '2026-01-03']) {
      await api.checkIn(habit, day);
      await server.kill();
      const reply = await api.ask<Problem>('GET', '/api/v1/today');
      expect(reply.status).toBe(503);
      expect(reply.headers['retry-after']).toBeDefined();
      expect(reply.body.detail).toMatch(/The database cannot be reached at the moment/);
      expect([await database(), await ready()]).toEqual(['down', 503]);

      await server.start();
      await eventually('the backend uses the database again', async () => (await ready()) === 200);
      const [done] = await api.heatmap(habit, { from: day, to: day });
      expect(done).toMatchObject({ day, done: true });
    }
    expect((await api.progress(habit)).checkIns).toBe(3);
  });

  it('is survived in the middle of requests', async () => {
    const habit = await given.habit();
    const requests = Array.from({ length: 60 }, (_, at) => {
      const day = `2026-01-${String((at % 28) + 1).padStart(2, '0')}`;
      return api.ask('PUT', `/api/v1/habits/${habit.id}/check-ins/${day}`);
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await server.kill();
    const statuses = (await Promise.all(requests)).map((reply) => reply.status);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    await server.start();
    await eventually('the backend uses the database again', async () => (await ready()) === 200);
    expect((await api.ask('GET', '/api/v1/today')).status).toBe(200);
  });
});

describe('a connection that is cut', () => {
  it('is replaced, whether it was idle or in the middle of a transaction', async () => {
    await Promise.all(Array.from({ length: 10 }, () => api.today()));
    const cut = db.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      const admin = openDatabase(server.url, () => undefined);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
        and backend_type = 'client backend'`.execute(admin);
      await admin.destroy();
      await new Promise((resolve) => setTimeout(resolve, 200));
      await sql`select 1`.execute(trx);
    });
    await expect(cut).rejects.toThrow();
    expect((await api.today()).habits.length).toBeGreaterThan(0);
  });
});
