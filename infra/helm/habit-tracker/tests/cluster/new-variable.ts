import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Namespace, release, runNx } from './cluster.ts';
import { copyWorkspace } from './copy-workspace.ts';

const name = 'NEW_SETTING';

/** A variable is declared and read, which are two edits; all the rest is written by `nx sync`, and the pod sees it. */
export async function proveNewVariable(namespace: Namespace, values: object): Promise<string> {
  const value = randomUUID();
  const folder = copyWorkspace('new-variable');
  try {
    await insert(folder, 'libs/env-contract/src/variables.ts', {
      before: /^  JWT_SECRET: /m,
      text: `  ${name}: variable({
    usedBy: ['backend'],
    purpose: 'Tried by a test.',
    format: 'any text',
    example: 'abc',
    secret: false,
    since: '1.0.0',
    default: '${value}',
    parse: text,
  }),\n`,
    });
    await insert(folder, 'apps/backend/src/config.ts', {
      before: /^    logLevel: /m,
      text: `    newSetting: env.${name},\n`,
    });
    await runNx(['sync'], folder);
    await runNx(['run-many', '-t', 'env-files-check', 'env-uses-check'], folder);
    await namespace.deploy(values, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const ask = ['/nodejs/bin/node', '--print', `process.env.${name}`];
  const seen = await namespace.kubectl('exec', `deployment/${release}-backend`, '--', ...ask);
  assert.equal(seen.trim(), value);
  return 'two edits';
}

async function insert(folder: string, path: string, edit: { before: RegExp; text: string }): Promise<void> {
  const file = join(folder, path);
  const source = await readFile(file, 'utf8');
  assert.match(source, edit.before, `${path} has no place for the edit`);
  await writeFile(
    file,
    source.replace(edit.before, (found) => edit.text + found),
  );
}
