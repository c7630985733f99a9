import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openMigrationDatabase } from '../db/database.ts';
import { migrate } from '../db/migrate.ts';
import { migrationsFolder } from '../paths.ts';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

/** An own database with all tables, copied from a template that the first spec to come here makes. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = `habit_template_${migrationsDigest()}`;
  await asAdmin(async (admin) => {
    // One spec at a time: a template can only be copied while nobody is connected to it.
    await admin.query('select pg_advisory_lock(704)');
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) await makeTemplate(admin, template);
  });
  return createDatabase(template);
}

export function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase('template0');
}

async function createDatabase(template: string): Promise<TestDatabase> {
  const name = `habit_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock(704)');
    await admin.query(`create database ${name} template ${template}`);
  });
  const drop = () => asAdmin(async (admin) => void (await admin.query(`drop database ${name} with (force)`)));
  return { url: urlOf(name), drop };
}

async function makeTemplate(admin: pg.Client, name: string): Promise<void> {
  // Under another name first: a template that broke half-way is never taken for a whole one.
  const unfinished = `${name}_unfinished`;
  await admin.query(`drop database if exists ${unfinished} with (force)`);
  await admin.query(`create database ${unfinished}`);
  const db = openMigrationDatabase(urlOf(unfinished));
  await migrate(db, migrationsFolder).finally(() => db.destroy());
  await admin.query(`alter database ${unfinished} rename to ${name}`);
}

function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env['TEST_DATABASE_URL'];
  if (!url) throw new Error('TEST_DATABASE_URL is missing: run the specs through "nx test backend".');
  return url;
}

async function asAdmin(work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl() });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function migrationsDigest(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(migrationsFolder).sort())
    hash.update(readFileSync(join(migrationsFolder, file)));
  return hash.digest('hex').slice(0, 12);
}
