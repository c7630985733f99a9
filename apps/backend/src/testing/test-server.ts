import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort, prepareCluster, serverCommand, untilReady, urlOf } from '@habit/postgres';

async function listProcesses(connectionString: string): Promise<number[]> {
  const client = new Client({ connectionString });
  // It is among those that are killed.
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity');
  return rows.map(({ pid }) => pid);
}

function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went by itself.
  }
}

/** Also of one that is gone and that nobody has taken note of yet; so who waits gives up at some time. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A PostgreSQL of one spec's own, to be killed and started again. */
export async function prepareTestServer() {
  const home = mkdtempSync(join(tmpdir(), 'habit-backend-'));
  chmodSync(home, 0o711);
  const folder = join(home, 'data');
  const password = 'unmistakable-password';
  await prepareCluster({ folder, password });
  const port = await freePort();
  // The one database that is there from the first moment on.
  const place = { port, password, database: 'postgres' };
  let server: ChildProcess | undefined;

  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  }

  return {
    url: urlOf(place),
    async start(): Promise<void> {
      const { command, args, options } = serverCommand({
        folder,
        port,
        settings: { synchronous_commit: 'off' },
      });
      // Right after a kill, what is left of the old server may still hold the folder for a moment.
      for (let attempt = 0; attempt < 50; attempt += 1) {
        const started = spawn(command, args, { ...options, stdio: 'ignore' });
        server = started;
        const ready = await Promise.race([
          untilReady(place, { seconds: 30 }).then(() => true),
          once(started, 'exit').then(() => false),
        ]);
        if (ready) return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      throw new Error(`PostgreSQL did not start again on ${folder}.`);
    },
    /** All of its processes at once: each serves a connection of its own, and outlives the first one for a moment. */
    async kill(): Promise<void> {
      const serving = await listProcesses(urlOf(place));
      await stop('SIGKILL');
      serving.forEach(killProcess);
      for (let attempt = 0; attempt < 100 && serving.some(isAlive); attempt += 1)
        await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async remove(): Promise<void> {
      await stop('SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
