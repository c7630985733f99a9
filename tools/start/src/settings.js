import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { root } from './workspace.js';

/**
 * The environment with the workspace's `.env` behind it: what the shell sets wins.
 * @returns {NodeJS.ProcessEnv}
 */
export function readSettings() {
  const file = join(root, '.env');
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return { ...fromFile, ...process.env };
}

/**
 * What a program that needs no secret is given: only the backend knows them.
 * @param {NodeJS.ProcessEnv} settings
 */
export function withoutSecrets(settings) {
  const contract = JSON.parse(readFileSync(join(root, 'infra/contracts/environment.json'), 'utf8'));
  /** @type {Set<string>} */
  const secret = new Set(
    contract.variables.flatMap((/** @type {{ name: string, secret: boolean }} */ each) =>
      each.secret ? each.name : [],
    ),
  );
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !secret.has(name)));
}
