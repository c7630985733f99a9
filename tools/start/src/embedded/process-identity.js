import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process id is used again after its process ended; together with the time of the start it is not.
 * @typedef {{ pid: number, started: string }} ProcessIdentity
 */

/**
 * @param {number} pid
 * @returns {ProcessIdentity | undefined} undefined when no such process runs
 */
export function identify(pid) {
  const started = read(pid)?.started;
  return started === undefined ? undefined : { pid, started };
}

/** @param {ProcessIdentity} identity */
export function runs({ pid, started }) {
  return read(pid)?.started === started;
}

/**
 * Whoever started this process, nearest first: its parent, and under npm also the npm behind the parent's shell.
 * @returns {ProcessIdentity[]}
 */
export function starters() {
  const behind = process.env.npm_lifecycle_event ? read(process.ppid)?.parent : undefined;
  return [process.ppid, behind].flatMap((pid) => (pid && identify(pid)) || []);
}

/**
 * @param {number} pid
 * @returns {{ parent: number, started: string } | undefined}
 */
function read(pid) {
  try {
    return process.platform === 'linux' ? readProc(pid) : readPs(pid);
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function readProc(pid) {
  // proc(5): the name in parentheses may hold anything; after it come the state, the parent, and as 20th the start.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ') ?? [];
  const [state, parent] = fields;
  return state === 'Z' ? undefined : { parent: Number(parent), started: String(fields[19]) };
}

/** @param {number} pid */
function readPs(pid) {
  const line = execFileSync('ps', ['-o', 'ppid=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  const [parent, ...started] = line.split(/\s+/);
  return { parent: Number(parent), started: started.join(' ') };
}
