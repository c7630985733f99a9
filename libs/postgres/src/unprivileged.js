import { execFileSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';

/** @typedef {{ uid: number, gid: number }} Account */

/**
 * PostgreSQL refuses to run as root. There it runs as the owner of its folder, or, in a new folder, as `postgres` or
 * `nobody`, whichever the system has. Undefined when not root.
 * @param {string} folder an existing folder
 * @returns {Account | undefined}
 */
export function accountFor(folder) {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = statSync(folder);
  return uid === 0 ? (account('postgres') ?? account('nobody')) : { uid, gid };
}

/**
 * @param {string} folder
 * @param {Account | undefined} owner
 */
export function give(folder, owner) {
  if (owner) chownSync(folder, owner.uid, owner.gid);
}

/**
 * The command line that runs `command` as `owner`. The clone may lie in a folder that only root may enter, so the
 * program keeps the one right to pass through such folders (CAP_DAC_OVERRIDE), where util-linux's setpriv can grant it.
 * @param {Account | undefined} owner
 * @param {string} command
 * @param {string[]} args
 * @returns {{ command: string, args: string[], options: { uid?: number, gid?: number } }}
 */
export function runAs(owner, command, args) {
  if (!owner) return { command, args, options: {} };
  if (!canGrantPassage()) return { command, args, options: owner };
  const rights = [
    '--securebits',
    '+no_setuid_fixup',
    '--inh-caps',
    '+dac_override',
    '--ambient-caps',
    '+dac_override',
  ];
  const who = ['--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups'];
  return { command: 'setpriv', args: [...who, ...rights, '--', command, ...args], options: {} };
}

/** @type {boolean | undefined} */
let passage;

function canGrantPassage() {
  passage ??= succeeds('setpriv', ['--inh-caps', '+dac_override', '--ambient-caps', '+dac_override', 'true']);
  return passage;
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function succeeds(command, args) {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @returns {Account | undefined}
 */
function account(name) {
  try {
    /** @param {string} flag */
    const id = (flag) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
