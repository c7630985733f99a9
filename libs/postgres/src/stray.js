import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const politely = 20_000;
const atOnce = 10_000;

/**
 * Stops the server that an earlier run left on `folder`, if one still runs there, and gives its process id. A pid file
 * that names some other program by now is removed, since the server would believe it.
 * @param {string} folder
 * @returns {Promise<number | undefined>}
 */
export async function stopStray(folder) {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  if (!isAlive(pid)) return undefined;
  if (!serves(pid, folder)) {
    rmSync(pidFile);
    return undefined;
  }
  process.kill(pid, 'SIGINT');
  if (await ended(pid, politely)) return pid;
  process.kill(pid, 'SIGQUIT');
  if (await ended(pid, atOnce)) return pid;
  throw new Error(
    `PostgreSQL of an earlier run (process ${pid}) does not stop. End it, then start again: kill -9 ${pid}`,
  );
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * A server's working folder is its data folder. Where that cannot be seen, the pid file is believed.
 * @param {number} pid
 * @param {string} folder
 */
function serves(pid, folder) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return !existsSync('/proc/self/cwd');
  }
}

/**
 * @param {number} pid
 * @param {number} patience milliseconds
 */
async function ended(pid, patience) {
  for (const deadline = Date.now() + patience; Date.now() < deadline; await pause(50)) {
    if (!isAlive(pid)) return true;
  }
  return false;
}
