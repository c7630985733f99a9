import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { binaries } from './binaries.js';
import { accountFor, give, runAs } from './unprivileged.js';

export const user = 'habit';
const version = '17';

/**
 * Makes the data folder when there is none. A half-made one never gets the final name, so it is made anew.
 * @param {{ folder: string, password: string }} cluster
 * @returns {Promise<'made' | 'kept'>}
 */
export async function prepareCluster({ folder, password }) {
  if (existsSync(join(folder, 'PG_VERSION'))) {
    const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
    if (found === version) return 'kept';
    throw new Error(
      `${folder} was written by PostgreSQL ${found}, this is ${version}. Choose another folder with --data.`,
    );
  }
  const { initdb } = binaries();
  const unfinished = `${folder}.unfinished`;
  const passwordFile = `${folder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const owner = accountFor(unfinished);
  give(unfinished, owner);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  give(passwordFile, owner);
  try {
    const { command, args, options } = runAs(owner, initdb, [
      `--pgdata=${unfinished}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ]);
    await promisify(execFile)(command, args, options);
  } catch (error) {
    const { stderr } = /** @type {{ stderr?: string }} */ (error);
    throw new Error(`PostgreSQL could not make its data folder ${folder}: ${stderr?.trim() || error}`, {
      cause: error,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, folder);
  return 'made';
}

/**
 * The command line of a server on a prepared folder. It listens on 127.0.0.1 only, without a socket file, and logs to
 * standard error.
 * @param {{ folder: string, port: number, settings?: Record<string, string> }} cluster
 */
export function serverCommand({ folder, port, settings = {} }) {
  const { postgres } = binaries();
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port), ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { command, args, options } = runAs(accountFor(folder), postgres, ['-D', folder, ...flags]);
  return { command, args, options: { ...options, cwd: dirname(folder) } };
}
