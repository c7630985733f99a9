import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { migrationsFolder } from '../paths.ts';
import type { TestDatabase } from '../testing/test-database.ts';
import { createEmptyDatabase } from '../testing/test-database.ts';
import type { Db } from './database.ts';
import { openMigrationDatabase } from './database.ts';
import { DatabaseTooNewError, migrate } from './migrate.ts';

let database: TestDatabase;
let db: Db;
let folder: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  db = openMigrationDatabase(database.url);
  folder = mkdtempSync(join(tmpdir(), 'habit-migrations-'));
  cpSync(migrationsFolder, folder, { recursive: true });
});

afterEach(async () => {
  await db.destroy();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const add = (name: string, text: string) => writeFileSync(join(folder, `${name}.sql`), text);
const tables = async () => {
  const found = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(
    db,
  );
  return found.rows.map((row) => row.name).filter((name) => !name.startsWith('kysely_'));
};
const ours = ['check_ins', 'habit_pauses', 'habit_versions', 'habits', 'users'];

describe('migrating', () => {
  it('makes the tables once', async () => {
    expect(await migrate(db, folder)).toEqual(['0001-users-and-habits']);
    expect(await migrate(db, folder)).toEqual([]);
    expect(await tables()).toEqual(ours);
  });

  it('happens once when four programs start together', async () => {
    add('0002-slow', 'select pg_sleep(0.3); create table slow (id int);');
    const programs = Array.from({ length: 4 }, () => openMigrationDatabase(database.url));
    const ran = await Promise.all(programs.map((program) => migrate(program, folder)));
    await Promise.all(programs.map((program) => program.destroy()));
    expect(ran.flat().sort()).toEqual(['0001-users-and-habits', '0002-slow']);
    expect(await tables()).toEqual([...ours, 'slow'].sort());
  });

  it('leaves nothing of a migration that fails, nor of those before it in the same run', async () => {
    add('0002-fine', 'create table fine (id int);');
    add('0003-broken', 'create table half (id int); create table half (id int);');
    await expect(migrate(db, folder)).rejects.toThrow(
      'Migration 0003-broken failed, and left nothing behind: relation "half" already exists',
    );
    expect(await tables()).toEqual([]);

    add('0003-broken', 'create table half (id int);');
    expect(await migrate(db, folder)).toHaveLength(3);
    expect(await tables()).toEqual([...ours, 'fine', 'half'].sort());
  });

  it('refuses a database that a later version made, and changes nothing in it', async () => {
    add('0009-from-the-future', 'create table future (id int);');
    await migrate(db, folder);
    const refused = migrate(db, migrationsFolder);
    await expect(refused).rejects.toThrow(DatabaseTooNewError);
    await expect(refused).rejects.toThrow('newer than this program: it holds 0009-from-the-future');
    expect(await tables()).toContain('future');
  });

  it('says so when the files are not there', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'habit-migrations-'));
    await expect(migrate(db, empty)).rejects.toThrow('holds no migrations. Build the backend again.');
    rmSync(empty, { recursive: true });
  });
});
