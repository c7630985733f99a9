import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, during, say, Trouble } from './console.js';
import { root } from './workspace.js';

const oldest = [20, 19];

/** Installs the locked packages, unless they are installed already. */
export async function ensureInstalled() {
  checkNode();
  if (isInstalled(packagesOf('package-lock.json'), packagesOf('node_modules/.package-lock.json'))) return;
  say('Installing packages (once; they come from the npm registry)');
  const started = Date.now();
  await during('npm ci', npmCi);
  done(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = oldest;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return;
  throw new Trouble(`Node ${oldest.join('.')} or newer is needed; this is ${process.versions.node}.`);
}

/**
 * npm notes what it installed at the very end, so an installation that was broken off does not pass.
 * @param {Packages} locked
 * @param {Packages} installed
 */
export function isInstalled(locked, installed) {
  return Object.entries(locked).every(
    ([path, { version, optional }]) =>
      !path.includes('node_modules/') ||
      optional ||
      (path in installed && installed[path]?.version === version),
  );
}

/**
 * @typedef {Record<string, { version?: string, optional?: boolean, link?: boolean }>} Packages
 * @param {string} lockFile
 * @returns {Packages}
 */
function packagesOf(lockFile) {
  const path = join(root, lockFile);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

function npmCi() {
  // Under `npm run` this is the same npm.
  const npm = process.env.npm_execpath;
  const [command, ...args] = npm ? [process.execPath, npm, 'ci'] : ['npm', 'ci'];
  return new Promise((resolve, reject) => {
    const child = spawn(/** @type {string} */ (command), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) return resolve(undefined);
      const last = output.trim().split('\n').slice(-15).join('\n');
      reject(
        new Trouble(
          `Installing packages failed:\n${last}\nThe network is needed this once. Try again: npm ci`,
        ),
      );
    });
  });
}
