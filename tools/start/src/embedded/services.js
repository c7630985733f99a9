import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { prepareCluster, serverCommand, untilReady, urlOf } from '@habit/postgres';
import { Trouble } from '../console.js';
import { root } from '../workspace.js';
import { address } from './ports.js';

const database = 'habit';
const patience = 90;

/**
 * @typedef {Pick<import('./service.js').Plan, 'name' | 'command' | 'stopSignal' | 'untilReady'>} Role
 */

/**
 * @param {{ folder: string, port: number, password: string }} place
 * @returns {Promise<Role & { url: string }>}
 */
export async function databaseService({ folder, port, password }) {
  await prepareCluster({ folder, password });
  return {
    name: 'database',
    command: serverCommand({ folder, port }),
    // Ends sessions at once and writes everything down.
    stopSignal: 'SIGINT',
    untilReady: (signal) => untilReady({ port, password, database }, { seconds: patience, signal }),
    url: urlOf({ port, password, database }),
  };
}

/**
 * @param {{ port: number, env: NodeJS.ProcessEnv }} place
 * @returns {Role}
 */
export function backendService({ port, env }) {
  const own = { NODE_ENV: 'production', HOST: address, PORT: String(port), DRAIN_SECONDS: '0' };
  return {
    name: 'backend',
    command: nodeCommand('apps/backend/dist', 'main.mjs', { ...env, ...own }),
    stopSignal: 'SIGTERM',
    untilReady: (died) => untilAnswers(`http://${address}:${port}/readyz`, 'backend', died),
  };
}

/**
 * @param {{ port: number, apiPort: number, env: NodeJS.ProcessEnv }} place
 * @returns {Role}
 */
export function frontendService({ port, apiPort, env }) {
  const own = {
    NODE_ENV: 'production',
    HOSTNAME: address,
    PORT: String(port),
    DRAIN_SECONDS: '0',
    NEXT_PUBLIC_API_URL: `http://${address}:${apiPort}`,
  };
  return {
    name: 'frontend',
    command: nodeCommand('apps/frontend/dist', 'apps/frontend/start.cjs', { ...env, ...own }),
    stopSignal: 'SIGTERM',
    untilReady: (died) => untilAnswers(`http://${address}:${port}/readyz`, 'frontend', died),
  };
}

/**
 * @param {string} folder
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
function nodeCommand(folder, program, env) {
  return { command: process.execPath, args: [program], options: { cwd: join(root, folder), env } };
}

/**
 * @param {string} url
 * @param {string} name
 * @param {AbortSignal} died
 */
async function untilAnswers(url, name, died) {
  let last = 'no answer';
  for (const deadline = Date.now() + patience * 1000; Date.now() < deadline; await pause(100)) {
    died.throwIfAborted();
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      if (response.ok) return;
      last = `${response.status}: ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      last = /** @type {Error} */ (error).message;
    }
  }
  throw new Trouble(`The ${name} is not ready after ${patience} s (${url} → ${last}).`);
}
