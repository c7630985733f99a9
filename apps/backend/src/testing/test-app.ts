import { apiClient, builders, fixedClock } from '@habit/testing';
import type { ApiReply, Send } from '@habit/testing';
import type { InjectOptions } from 'fastify';
import type { AppDeps } from '../app.ts';
import { buildApp } from '../app.ts';
import type { App } from '../app-types.ts';
import type { Db } from '../db/database.ts';
import { openDatabase } from '../db/database.ts';
import type { TestDatabase } from './test-database.ts';
import { createTestDatabase } from './test-database.ts';

export const session = {
  secret: 'for tests only, and long enough for all of them',
  previousSecret: 'for tests only, the one that signed before it',
  algorithm: 'HS256',
  days: 30,
} as const;

/** Midday of a Wednesday, the same day in every zone from UTC-12 to UTC+11. */
const start = '2026-03-04T12:00:00Z';

/**
 * The whole API for the specs of one file, on a database of its own, with a clock that stands still.
 * Each test begins with a new user, who is signed in.
 */
export function testApp(overrides: Partial<AppDeps> = {}) {
  const clock = fixedClock(start);
  const log: string[] = [];
  let database: TestDatabase;
  let db: Db;
  let app: App;

  const send: Send = async ({ method, path, headers, body }) => {
    const options = { method, url: path, headers, ...(body === undefined ? {} : { body }) };
    const reply = await app.inject(options as InjectOptions);
    return readReply(reply.statusCode, reply.headers as ApiReply['headers'], reply.body);
  };
  const api = apiClient(send);
  const given = builders(api);

  beforeAll(async () => {
    database = await createTestDatabase();
    db = openDatabase(database.url, () => undefined);
    app = buildApp({
      config: { session, trustProxy: 'loopback' },
      db,
      clock,
      readiness: { migrated: true, draining: false },
      log: { level: 'debug', stream: { write: (line) => void log.push(line) } },
      ...overrides,
    });
    await app.ready();
  });

  beforeEach(async () => {
    clock.moveTo(start);
    api.become(await given.user());
  });

  afterAll(async () => {
    await app.close();
    await db.destroy();
    await database.drop();
  });

  return { api, given, clock, log, app: () => app, db: () => db };
}

export function readReply(status: number, headers: ApiReply['headers'], text: string): ApiReply {
  const isJson = /json/.test(headers['content-type'] ?? '');
  return { status, headers, body: isJson ? JSON.parse(text) : text };
}
