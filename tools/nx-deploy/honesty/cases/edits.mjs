// Somebody edits a file: what depends on it runs, and nothing else.
import assert from 'node:assert/strict';
import { check } from '../report.mjs';
import { checks } from '../trial.mjs';

export async function edits(trial) {
  const { workspace, project } = trial;
  const main = `apps/${project}/src/main.mjs`;
  const dockerfile = `apps/${project}/Dockerfile`;

  await check('the first build runs everything', () => trial.runsEverything());
  const first = trial.receipt;
  await check('nothing changed: nothing runs', () => trial.onlyHits());
  await check('a comment is edited: build runs, the image and its checks do not', () => {
    workspace.edit(main, '// Answers.', '// Answers everybody.');
    trial.runs('build');
  });
  await check('a line is edited: everything runs, and the engine holds the new image', () => {
    workspace.edit(main, 'I am', 'Here is');
    trial.runsEverything();
    assert.notEqual(trial.receipt.imageId, first.imageId);
  });
  await check('the line is edited back: nothing runs, and the engine holds the old image', () => {
    workspace.edit(main, 'Here is', 'I am');
    trial.onlyHits();
    assert.deepEqual(trial.receipt, first);
  });
  await check('one letter for another, and back, without the cache: never the earlier image', () => {
    workspace.edit(main, 'I am', 'I Am');
    const other = trial.buildAnew();
    workspace.edit(main, 'I Am', 'I am');
    assert.deepEqual(trial.buildAnew(), first);
    assert.notEqual(other.imageId, first.imageId);
  });
  await check('only a test is edited: only the test runs', () => {
    const test = `apps/${project}/src/main.spec.mjs`;
    workspace.nx(['run', `${project}:test`]);
    workspace.edit(test, 'nothing', 'nothing at all');
    const { ran } = workspace.nx(['run-many', '-t', 'test', 'docker-load', ...checks, '-p', project]);
    assert.deepEqual(ran, trial.tasks('docker-load', 'env-scan', 'test'));
  });
  await check('a comment in the Dockerfile: the image is built and is the same, so no check runs', () => {
    workspace.edit(dockerfile, 'WORKDIR', '# Where it lives.\nWORKDIR');
    trial.runs('docker-build');
    assert.deepEqual(trial.receipt, first);
  });
  await check('a build argument is changed: another image', () => {
    workspace.edit(dockerfile, 'MOOD=calm', 'MOOD=merry');
    trial.runs('docker-build', ...checks);
    assert.notEqual(trial.receipt.imageId, first.imageId);
  });
  await check('a file that is not part of any program is edited: nothing runs', () => {
    workspace.edit('.dockerignore', 'docs', 'docs\nnotes');
    trial.onlyHits();
  });
  await check(
    'the code that builds images is edited: they are built and weighed anew, and are the same',
    () => {
      const before = trial.receipt;
      workspace.edit('tools/nx-deploy/src/images/docker-build.ts', 'import', '// Changed.\nimport');
      const { ran } = workspace.nx(['run-many', '-t', 'docker-build', 'size-check', '-p', project]);
      assert.deepEqual(ran, trial.tasks('docker-build', 'size-check'));
      workspace.edit('tools/nx-deploy/src/images/docker-build.ts', '// Changed.\n', '');
      assert.deepEqual(trial.receipt, before);
    },
  );
}
