// Two deploys of one release at once, and deploys that are killed.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { eventually } from './suite.mjs';
import { readRelease } from '../src/deploy/release.ts';
import { leaseName } from '../src/deploy/deploy-lock.ts';

export async function deployTogether(suite, shop) {
  await suite.check('of two deploys at once, one waits for the other, and both end well', async () => {
    const from = (await readRelease(shop.cluster, 'shop')).revision;
    const values = shop.values({ colour: 'red' });
    const started = [shop.start({ values }), shop.start({ values })];
    const ended = await Promise.all(started.map(({ ended }) => ended));
    for (const { ok, output } of ended) assert.ok(ok, output);
    const outputs = ended.map(({ output }) => output);
    assert.ok(
      outputs.some((output) => /Waiting for another deploy of shop/.test(output)),
      outputs.join('\n'),
    );
    assert.ok(
      outputs.some((output) => /Nothing to send/.test(output)),
      outputs.join('\n'),
    );
    assert.equal((await readRelease(shop.cluster, 'shop')).revision, from + 1);
  });

  await suite.check(
    'a deploy that is killed while helm sends holds up the next one only until its lock runs out',
    async () => {
      const killed = shop.start({ values: shop.values({ migration: { enabled: true, mood: 'slow' } }) });
      await eventually('sending', async () =>
        (await readRelease(shop.cluster, 'shop')).status.startsWith('pending'),
      );
      await pause(1000);
      killed.kill();
      await killed.ended;
      const { ok, output, ms } = await shop.deploy({ values: shop.values({ colour: 'red' }) });
      assert.ok(ok, output);
      assert.match(output, /was killed or lost the cluster/);
      assert.match(output, /Took back revision \d+, which was "pending-upgrade"/);
      assert.ok(ms < 180_000, `it took ${ms} ms`);
      assert.equal((await readRelease(shop.cluster, 'shop')).status, 'deployed');
      const lease = await shop.get('lease', leaseName('shop'));
      assert.equal(lease.spec.holderIdentity ?? '', '');
    },
  );

  await suite.check('a first install that is killed is taken over too', async () => {
    await shop.kubectl('delete', 'secret', '--selector=owner=helm,name=shop');
    const record = {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'helm.sh/release.v1',
      metadata: {
        name: 'sh.helm.release.v1.shop.v1',
        labels: { owner: 'helm', name: 'shop', status: 'pending-install', version: '1' },
      },
      data: { release: unfinishedInstall(shop.namespace) },
    };
    await shop.cluster.kubectl('Writing', ['create', '--filename=-'], JSON.stringify(record));
    // Whoever was killed held the lease.
    const lease = await shop.get('lease', leaseName('shop'));
    lease.spec.holderIdentity = 'somebody who was killed';
    await shop.cluster.kubectl('Writing', ['replace', '--filename=-'], JSON.stringify(lease));
    const { ok, output } = await shop.deploy({ values: shop.values({ colour: 'red' }) });
    assert.ok(ok, output);
    assert.match(output, /Took back revision 1, which was "pending-install"/);
    assert.equal((await readRelease(shop.cluster, 'shop')).status, 'deployed');
  });
}

/** helm's own note of a release: JSON, packed, and written in base64 twice. */
function unfinishedInstall(namespace) {
  const now = new Date().toISOString();
  const release = {
    name: 'shop',
    namespace,
    version: 1,
    info: { first_deployed: now, last_deployed: now, status: 'pending-install' },
    chart: { metadata: { apiVersion: 'v2', name: 'shop', version: '1.0.0' } },
    manifest: '',
  };
  const packed = gzipSync(JSON.stringify(release)).toString('base64');
  return Buffer.from(packed).toString('base64');
}
