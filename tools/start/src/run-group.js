import { spawn } from 'node:child_process';
import { root } from './workspace.js';

/**
 * Runs a Node program with its output on this terminal, in a process group of its own: Ctrl-C reaches only us, and we
 * end it with everything that it started.
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, signal?: AbortSignal, onStart?: (pid: number) => void }} options
 * @returns {Promise<number>} its exit code
 */
export function runGroup(args, { env, signal, onStart }) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
      ...(env && { env }),
    });
    if (child.pid) onStart?.(child.pid);
    const end = () => {
      if (child.pid) process.kill(-child.pid, 'SIGTERM');
    };
    // Outside a supervised run nobody listens to Ctrl-C for us.
    const names = /** @type {NodeJS.Signals[]} */ (signal ? [] : ['SIGINT', 'SIGTERM', 'SIGHUP']);
    for (const name of names) process.on(name, end);
    signal?.addEventListener('abort', end);
    child.on('error', reject);
    child.on('exit', (code) => {
      signal?.removeEventListener('abort', end);
      for (const name of names) process.off(name, end);
      resolve(code ?? 1);
    });
  });
}
