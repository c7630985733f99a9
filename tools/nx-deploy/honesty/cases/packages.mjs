// The lock file changes: what ships of it counts, and nothing else.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { check } from '../report.mjs';

export async function packages(trial, name) {
  const { workspace } = trial;
  const before = trial.receipt;
  await check('a package of others enters the lock file: nothing runs', () => {
    lock(workspace, 'left-alone', '1.0.0');
    trial.onlyHits();
  });
  await check('a bundled package has a new version and the same code: only build runs', () => {
    install(workspace, name, '1.0.1', 'well');
    trial.runs('build');
    assert.deepEqual(trial.receipt, before);
  });
  await check('a bundled package has a new version and other code: everything runs', () => {
    install(workspace, name, '2.0.0', 'better');
    trial.runsEverything();
    assert.notEqual(trial.receipt.imageId, before.imageId);
  });
  await check('the backend is built anew for a package deep in its bundle, and for none of the tools', () => {
    const build = ['run', 'backend:build'];
    workspace.nx(build);
    for (const tool of ['eslint', 'next']) lock(workspace, tool, '999.0.0');
    assert.deepEqual(workspace.nx(build).ran, []);
    lock(workspace, 'secure-json-parse', '999.0.0');
    assert.deepEqual(workspace.nx(build).ran, ['backend:build']);
  });
}

/** A project whose Dockerfile compiles by itself reads the whole workspace. */
export async function compilesAlone(trial) {
  const { workspace, project } = trial;
  const all = ['run-many', '-t', 'docker-build', 'size-check', '-p', project];
  const runs = (...targets) => assert.deepEqual(workspace.nx(all).ran, trial.tasks(...targets));
  await check('where the Dockerfile compiles by itself, .dockerignore and the lock file count', () => {
    runs('docker-build', 'size-check');
    const before = trial.receipt;
    runs();
    workspace.edit('.dockerignore', 'notes', 'notes\nmemos');
    runs('docker-build');
    lock(workspace, 'left-alone-too', '1.0.0');
    runs('docker-build');
    assert.deepEqual(trial.receipt, before);
  });
}

/** As npm would: into the lock file and into node_modules. */
export function install(workspace, name, version, words) {
  lock(workspace, name, version);
  const manifest = { name, version, type: 'module', exports: './index.js' };
  workspace.write(`node_modules/${name}/package.json`, JSON.stringify(manifest));
  workspace.write(`node_modules/${name}/index.js`, `export const words = '${words}';\n`);
}

function lock(workspace, name, version) {
  const integrity = `sha512-${createHash('sha512').update(`${name}@${version}`).digest('base64')}`;
  workspace.editJson('package-lock.json', ({ packages }) => {
    packages[`node_modules/${name}`] = { ...packages[`node_modules/${name}`], version, integrity };
  });
}
