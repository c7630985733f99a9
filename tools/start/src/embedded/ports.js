import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { Trouble } from '../console.js';

export const address = '127.0.0.1';

/**
 * @param {number} port
 * @param {string} option the option that gives another one
 */
export async function expectFree(port, option) {
  await expectFreeAt(address, port, option);
  // Browsers may try this address of “localhost” first.
  await expectFreeAt('::1', port, option);
}

/**
 * @param {string} host
 * @param {number} port
 * @param {string} option
 */
async function expectFreeAt(host, port, option) {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'EACCES')
      throw new Trouble(
        `Port ${port} may not be used by this user. Choose another: ${option} ${port + 8000}`,
      );
    // A machine without IPv6.
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return;
    if (code !== 'EADDRINUSE') throw error;
    const owner = ownerOf(port);
    throw new Trouble(
      `Port ${port} is in use${owner ? ` by ${owner}` : ''}. Stop that program, or choose another port: npm run up -- ${option} ${port + 100}`,
    );
  }
  server.close();
  await once(server, 'close');
}

/**
 * The program that listens on a port, where the system tells.
 * @param {number} port
 * @returns {string | undefined}
 */
export function ownerOf(port) {
  try {
    return process.platform === 'linux' ? ownerByProc(port) : ownerByLsof(port);
  } catch {
    return undefined;
  }
}

/** @param {number} port */
function ownerByProc(port) {
  const hex = port.toString(16).toUpperCase().padStart(4, '0');
  const listening = ['/proc/net/tcp', '/proc/net/tcp6']
    .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .find(([, local, , state]) => local?.endsWith(`:${hex}`) && state === '0A');
  const socket = `socket:[${listening?.[9]}]`;
  const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && holds(name, socket));
  if (!pid) return undefined;
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  return `process ${pid} (${command.slice(0, 80)})`;
}

/**
 * @param {string} pid
 * @param {string} socket
 */
function holds(pid, socket) {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some((fd) => readlinkSync(`${folder}/${fd}`) === socket);
  } catch {
    return false;
  }
}

/** @param {number} port */
function ownerByLsof(port) {
  const output = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], { encoding: 'utf8' });
  const [pid, command] = output.split('\n').map((line) => line.slice(1));
  return `process ${pid} (${command})`;
}
