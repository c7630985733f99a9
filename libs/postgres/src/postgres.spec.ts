import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  freePort,
  prepareCluster,
  serverCommand,
  startThrowaway,
  stopStray,
  untilReady,
  urlOf,
} from './index.js';

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a throwaway server', () => {
  it('answers with a password only, and leaves nothing', async () => {
    const server = await startThrowaway();
    const [{ folder }] = (await ask(server.url, "select current_setting('data_directory') as folder")) as [
      { folder: string },
    ];
    await expect(ask(server.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
      'authentication failed',
    );
    await server.stop();
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a kept server', () => {
  const database = 'habit';
  const password = 'kept-server';
  let home: string;
  let folder: string;

  beforeEach(() => {
    // Closed to other users, as a clone in root's home is.
    home = mkdtempSync(join(tmpdir(), 'habit-kept-'));
    folder = join(home, 'postgres');
  });
  afterEach(async () => {
    await stopStray(folder);
    rmSync(home, { recursive: true, force: true });
  });

  async function start() {
    const port = await freePort();
    const { command, args, options } = serverCommand({ folder, port });
    const server = spawn(command, args, { ...options, stdio: 'ignore', detached: true });
    await untilReady({ port, password, database }, { seconds: 30 });
    return { server, url: urlOf({ port, password, database }) };
  }

  it('keeps its data, also when it was killed', async () => {
    expect(await prepareCluster({ folder, password })).toBe('made');
    const first = await start();
    await ask(first.url, 'create table note as select 42 as answer');
    first.server.kill('SIGKILL');
    await once(first.server, 'exit');
    expect(await prepareCluster({ folder, password })).toBe('kept');
    const second = await start();
    expect(await ask(second.url, 'select answer from note')).toEqual([{ answer: 42 }]);
  });

  it('is stopped by the next run when it outlived its parent', async () => {
    await prepareCluster({ folder, password });
    const { server } = await start();
    const exit = once(server, 'exit');
    expect(await stopStray(folder)).toBe(server.pid);
    expect(await exit).toEqual([0, null]);
    expect(await stopStray(folder)).toBeUndefined();
  });

  it('does not stop a stranger who has the process id by now', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'postmaster.pid'), `${process.pid}\n`);
    expect(await stopStray(folder)).toBeUndefined();
    expect(existsSync(join(folder, 'postmaster.pid'))).toBe(false);
  });

  it('makes a half-made folder anew, and refuses another version’s', async () => {
    mkdirSync(`${folder}.unfinished`);
    writeFileSync(join(`${folder}.unfinished`, 'PG_VERSION'), '17');
    expect(await prepareCluster({ folder, password })).toBe('made');
    writeFileSync(join(folder, 'PG_VERSION'), '16\n');
    await expect(prepareCluster({ folder, password })).rejects.toThrow('PostgreSQL 16');
  });
});
