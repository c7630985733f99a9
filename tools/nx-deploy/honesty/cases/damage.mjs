// What the cache holds is not what was built, or what it was built from is no more: nothing of it is loaded.
import assert from 'node:assert/strict';
import { copyFileSync, rmSync, truncateSync } from 'node:fs';
import { engine } from '../engine.mjs';
import { check } from '../report.mjs';
import { alterOneByte } from '../trial.mjs';

const harms = {
  'is cut short': (file) => truncateSync(file, 1_000_000),
  'is altered in one byte': alterOneByte,
  'is the image of another project': (file, other) => copyFileSync(other.archive, file),
};

export async function damage(trial, other) {
  for (const [what, harm] of Object.entries(harms))
    await check(
      `the archive in the cache ${what}: it is refused, and the command that is named mends it`,
      () => {
        for (const one of [trial, other]) one.workspace.nx(['run', `${one.project}:docker-load`]);
        const before = trial.receipt;
        trial.deleteImage();
        for (const file of trial.cachedArchives()) harm(file, other);
        const mend = trial.refusesToLoad(/damaged after the build/);
        assert.equal(trial.isLoaded(), false);
        mend();
        assert.deepEqual(trial.receipt, before);
      },
    );
}

/** Where nothing is left to restore, nx builds, and the image is the same. */
export async function gone(trial) {
  await check('the archive in the cache is gone: the image is loaded all the same', () => {
    trial.workspace.nx(['run', `${trial.project}:docker-load`]);
    const before = trial.receipt;
    trial.deleteImage();
    for (const file of trial.cachedArchives()) rmSync(file);
    trial.workspace.nx(['run', `${trial.project}:docker-load`]);
    assert.ok(trial.isLoaded());
    assert.deepEqual(trial.receipt, before);
  });
}

/** @param base a tag of the engine that the project's image stands on, and nobody else's */
export async function movedBase(trial, base, first, second) {
  engine('tag', first, base);
  trial.workspace.nx(['run', `${trial.project}:docker-load`]);
  const before = trial.receipt;
  await check(
    'a base’s tag is moved: the cached image is refused, and the named command builds another',
    () => {
      engine('tag', second, base);
      trial.refusesToLoad(/it was built from another content of /)();
      assert.notEqual(trial.receipt.imageId, before.imageId);
    },
  );
  await check('the tag is moved back: so is the image, by the same command', () => {
    engine('tag', first, base);
    trial.refusesToLoad(/it was built from another content of /)();
    assert.deepEqual(trial.receipt, before);
  });
}
