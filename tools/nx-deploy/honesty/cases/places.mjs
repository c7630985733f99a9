// Images and caches come and go, move and are copied: every hit leaves the right image usable.
import assert from 'node:assert/strict';
import { rmSync, truncateSync } from 'node:fs';
import { engine, engineHas, forgetBuilds } from '../engine.mjs';
import { check } from '../report.mjs';

export async function places(trial, id) {
  const { workspace } = trial;
  await check('the image is deleted from the engine', () => {
    trial.deleteImage();
    trial.onlyHits();
  });
  await check('the builder is pruned, and what it builds anew is the same', () => {
    const before = trial.receipt;
    forgetBuilds();
    trial.onlyHits();
    assert.deepEqual(trial.buildAnew(), before);
  });
  await check('INPUT_TAGS and other variables of builds change nothing', () => {
    const steering = {
      INPUT_TAGS: `stolen-${id}:1`,
      INPUT_PUSH: 'true',
      SOURCE_DATE_EPOCH: '86400',
      BUILDX_BUILDER: 'none-such',
    };
    const before = trial.receipt;
    trial.onlyHits(steering);
    assert.deepEqual(trial.buildAnew(steering), before);
    assert.equal(engineHas(`stolen-${id}:1`), false);
  });
  await check('somebody whose files nobody else may read restores and builds the same image', () => {
    const before = trial.receipt;
    const umask = process.umask(0o077);
    try {
      trial.onlyHits();
      assert.deepEqual(trial.buildAnew(), before);
    } finally {
      process.umask(umask);
    }
  });
  await check('the clone is moved: nothing runs, and a cold build gives the same image', () => {
    const before = trial.receipt;
    workspace.moveTo('moved');
    trial.onlyHits();
    forgetBuilds();
    assert.deepEqual(trial.buildAnew(), before);
  });
  await check('a second clone with the copied cache builds nothing, and its image is usable', () => {
    workspace.commit('Changes');
    const second = trial.in(workspace.cloneWithCache());
    trial.deleteImage();
    second.onlyHits();
    assert.deepEqual(second.receipt, trial.receipt);
    second.workspace.removeFolder();
  });
  await check('the archive is deleted and its receipt kept: the cache brings it back', () => {
    rmSync(trial.archive);
    trial.deleteImage();
    trial.onlyHits();
  });
  await check('the archive in the output folder is cut short: the cache brings it back', () => {
    truncateSync(trial.archive, 1_000_000);
    trial.deleteImage();
    trial.onlyHits();
  });
}

/** Two projects of one workspace. */
export async function neighbours(trial, other) {
  const { workspace } = trial;
  await check('the image of another project is not touched by any of this', () => {
    other.runsEverything();
    trial.onlyHits();
    other.onlyHits();
  });
  await check('two projects are built at once, and each image is what it is when built alone', () => {
    const before = [trial.receipt, other.receipt];
    forgetBuilds();
    const both = `${trial.project},${other.project}`;
    workspace.nx(['run-many', '-t', 'docker-build', '-p', both, '--parallel=2', '--skip-nx-cache']);
    assert.deepEqual([trial.receipt, other.receipt], before);
  });
  await check('the engine holds another image under the names of this one: the right one takes them', () => {
    const { contentTag } = trial.receipt;
    engine('tag', `apps-${other.project}`, `${trial.project}:${contentTag}`);
    engine('tag', `apps-${other.project}`, `apps-${trial.project}`);
    trial.onlyHits();
  });
}
