import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareCluster, serverCommand } from './cluster.js';
import { untilReady, urlOf } from './connection.js';
import { freePort } from './free-port.js';

// A throwaway server need not survive the power going off.
const quick = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200' };

/**
 * A server for tests, in a temporary folder that goes away with it.
 * @param {{ database?: string, settings?: Record<string, string> }} [options]
 * @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> }>}
 */
export async function startThrowaway({ database = 'test', settings = quick } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'habit-postgres-'));
  chmodSync(home, 0o711);
  const folder = join(home, 'data');
  const password = randomBytes(18).toString('base64url');
  await prepareCluster({ folder, password });
  const port = await freePort();
  const { command, args, options } = serverCommand({ folder, port, settings });
  const server = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  server.stderr.setEncoding('utf8').on('data', (text) => (log = (log + text).slice(-4000)));
  const gone = once(server, 'exit');
  const startFailed = gone.then(() =>
    Promise.reject(new Error(`PostgreSQL for the tests did not start:\n${log}`)),
  );
  await Promise.race([untilReady({ port, password, database }, { seconds: 30 }), startFailed]);
  startFailed.catch(() => {});
  return {
    url: urlOf({ port, password, database }),
    pid: /** @type {number} */ (server.pid),
    async stop() {
      server.kill('SIGINT');
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}
