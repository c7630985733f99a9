import { join } from 'node:path';
import { runGroup } from './run-group.js';
import { root } from './workspace.js';

// No daemon that would outlive the command, no full-screen interface, plugins inside the one process: nothing stays
// behind, and the graph is there in half a second.
const quiet = { NX_DAEMON: 'false', NX_ISOLATE_PLUGINS: 'false', NX_TUI: 'false' };

/**
 * Runs Nx with its output on this terminal.
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, signal?: AbortSignal, onStart?: (pid: number) => void }} [options]
 * @returns {Promise<number>} its exit code
 */
export function nx(args, { env, ...options } = {}) {
  const program = join(root, 'node_modules/nx/dist/bin/nx.js');
  return runGroup([program, ...args], { ...options, env: { ...process.env, ...quiet, ...env } });
}
