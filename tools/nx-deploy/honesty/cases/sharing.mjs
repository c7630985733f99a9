// Computers share one cache over HTTP, which may be right, closed, gone or damaged.
import assert from 'node:assert/strict';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { startRemoteCache } from '../remote-cache.mjs';
import { check } from '../report.mjs';
import { alterOneByte } from '../trial.mjs';

const nobody = 'http://127.0.0.1:9';

export async function sharing(trial) {
  const { workspace, project } = trial;
  const remote = await startRemoteCache();
  const shared = {
    NX_SELF_HOSTED_REMOTE_CACHE_SERVER: remote.url,
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: remote.token,
  };
  const build = ['run', `${project}:docker-build`];
  const giver = trial.in(workspace.clone('giver'));
  const inClone = (name, work) => {
    const other = trial.in(workspace.clone(name));
    try {
      return work(other);
    } finally {
      other.workspace.removeFolder();
    }
  };
  try {
    await check('the cache is shared through Nx’s remote cache API: another computer builds nothing', () => {
      giver.runsEverything(shared);
      inClone('taker', (taker) => {
        giver.deleteImage();
        taker.onlyHits(shared);
        assert.deepEqual(taker.receipt, giver.receipt);
      });
    });
    await check('the remote cache answers with another image: it is refused, and can be mended', () => {
      remote.harmImages(alterPacked);
      giver.deleteImage();
      inClone('careful', (careful) => {
        const mend = careful.refusesToLoad(/damaged after the build/, shared);
        assert.equal(careful.isLoaded(), false);
        mend();
        assert.deepEqual(careful.receipt, giver.receipt);
      });
    });
    await check(
      'one byte of what the remote cache sends is another: whoever sees it first refuses it',
      () => {
        remote.harmImages(alterOneByte);
        giver.deleteImage();
        inClone('unlucky', (unlucky) => {
          // Unpacking stumbles over most bytes, but not over each.
          const { output } = unlucky.workspace.nxFails(['run', `${project}:docker-load`], shared);
          assert.match(output, /[Ff]ailed to (unpack|read)|damaged after the build/);
          assert.equal(giver.isLoaded(), false);
        });
      },
    );
    // Nx itself says so, and ends with a failure whatever it did.
    const half = () => remote.harmImages((file) => truncateSync(file, 1_000_000));
    for (const [what, environment, sentence, before] of [
      ['refuses the token', { NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'wrong' }, /Unauthorized/],
      ['is gone', { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: nobody }, /Failed to send request/],
      ['answers with half an archive', {}, /[Ff]ailed to (unpack|read)/, half],
    ])
      await check(`the remote cache ${what}: a failure that says so, and without it the same is built`, () =>
        inClone('stranger', (stranger) => {
          before?.();
          const { output } = stranger.workspace.nxFails(build, { ...shared, ...environment });
          assert.match(output, sentence);
          stranger.workspace.nx([...build, '--skip-remote-cache'], { ...shared, ...environment });
          assert.deepEqual(stranger.receipt, giver.receipt);
        }),
      );
  } finally {
    giver.workspace.removeFolder();
    await remote.close();
  }
}

/** Packed again after it was altered, as by somebody who can write to the cache: unpacking it finds no fault. */
function alterPacked(file) {
  const unpacked = gunzipSync(readFileSync(file));
  unpacked[Math.floor(unpacked.length / 2)] ^= 1;
  writeFileSync(file, gzipSync(unpacked, { level: 1 }));
}
