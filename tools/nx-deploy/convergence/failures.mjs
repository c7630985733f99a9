// Does a bad deploy ever leave the cluster worse than it was, or somebody without an answer? Each case sends a release
// that cannot come up, reads the one screen, and looks whether the earlier revision runs again.
import assert from 'node:assert/strict';
import { eventually, namespaceFor, Shop, Suite } from './suite.mjs';

const suite = new Suite();
const shop = await Shop.open(namespaceFor('failed'));
const linesOfAScreen = 40;

try {
  await suite.check('a first install that fails has nothing to go back to, and says so', async () => {
    const { ok, output } = await shop.deploy({ values: shop.values({ mood: 'broken' }) });
    assert.equal(ok, false, output);
    assert.match(output, /CrashLoopBackOff[^]*How it stands: +there is no earlier revision/);
  });
  await suite.check('the next deploy mends it', async () => {
    const { ok, output } = await shop.deploy();
    assert.ok(ok, output);
    await shop.assertSettled();
  });

  await fails('an image cannot be fetched', {
    values: { api: { pullPolicy: 'Always' } },
    says: /pod shop-(api|store)\S*, container (api|store): ImagePullBackOff/,
  });
  await fails('a program ends at once', {
    values: { mood: 'broken' },
    says: /container api: CrashLoopBackOff[^]*exit code 7[^]*MOOD is "broken", which this program cannot work with/,
  });
  await fails('a Secret is missing', {
    values: { extraSecret: 'none-such' },
    says: /CreateContainerConfigError[^]*secret "none-such" not found/,
  });
  await fails('no node takes the pod', {
    values: { api: { selector: { disk: 'none-such' } } },
    says: /Unschedulable[^]*node\(s\) didn't match/,
  });
  await suite.check('a quota is set', () =>
    shop.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'little' },
      spec: { hard: { 'requests.cpu': '100m' } },
    }),
  );
  await fails('the quota is used up', {
    values: { api: { cpu: '95m' } },
    says: /Deployment shop-api: FailedCreate[^]*exceeded quota: little[^]*Raise the quota/,
  });
  await suite.check('the quota is taken away', () => shop.kubectl('delete', 'resourcequota', 'little'));
  await fails('the probe never passes', {
    values: { mood: 'sleepy' },
    options: { readyWithin: 10 },
    says: /container api: NotReady[^]*readiness probe GET \/readyz[^]*feeling sleepy/,
  });
  await fails('a hook fails', {
    values: { migration: { enabled: true, mood: 'broken' } },
    says: /the hook Job shop-migration did not succeed[^]*exit code 7[^]*MOOD is "broken"/,
  });
  await fails('the image of a hook cannot be fetched', {
    values: { migration: { enabled: true, image: 'none-such.invalid/migration:1' } },
    says: /pod shop-migration-\S+, container migrate: ImagePullBackOff/,
  });
  await fails('the memory is too little', {
    values: { mood: 'hungry' },
    says: /container api[^]*needed more memory than its limit of 128Mi/,
  });
  await fails('Pod Security refuses the pods', {
    values: { api: { runAsNonRoot: false } },
    says: /FailedCreate[^]*violates PodSecurity[^]*Correct the security contexts/,
  });
  await fails('a node port is taken', {
    before: () =>
      shop.apply({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'guest' },
        spec: { type: 'NodePort', selector: { a: 'b' }, ports: [{ port: 80, nodePort: 32123 }] },
      }),
    values: { nodePort: 32123 },
    says: /the node port \d* ?is taken by another service/,
  });
  await fails('the cluster refuses a value', {
    values: { api: { memory: 'lots' } },
    says: /quantities must match|the cluster refuses what the chart makes/,
  });

  await suite.check('a kind that the cluster lacks: it is named, and nothing is sent', async () => {
    const started = await shop.revision();
    const { ok, output } = await shop.deploy({ values: shop.values({ route: true }) });
    assert.equal(ok, false, output);
    assert.match(output, /knows no Route of routes\.example\.com\/v1\.[^]*CustomResourceDefinition/);
    assert.equal(await shop.revision(), started);
  });

  await suite.check('a bad secret is taken back with the release', async () => {
    const { data } = await shop.get('secret', 'shop-secrets');
    // Whoever gives none of his own gets what the cluster holds.
    process.env.TOKEN = 'another-token-for-the-shop';
    try {
      const { ok, output } = await shop.deploy({ values: shop.values({ mood: 'broken' }) });
      assert.equal(ok, false, output);
      assert.ok(!output.includes(process.env.TOKEN), 'the screen shows the secret');
      assert.match(output, /Wrote the Secret shop-secrets as it was/);
    } finally {
      delete process.env.TOKEN;
    }
    assert.deepEqual((await shop.get('secret', 'shop-secrets')).data, data);
    const { ok, output } = await shop.deploy();
    assert.ok(ok, output);
  });
  await suite.check('without --rollback the bad release stays, and the next deploy mends it', async () => {
    const values = shop.values({ mood: 'broken' });
    const bad = await shop.deploy({ values, rollback: false });
    assert.equal(bad.ok, false, bad.output);
    assert.doesNotMatch(bad.output, /rolled back/);
    const { data } = await shop.get('configmap', 'shop-config');
    assert.equal(data.MOOD, 'broken');
    const { ok, output } = await shop.deploy();
    assert.ok(ok, output);
    await shop.assertSettled();
  });
  await suite.check('rollback brings back what was verified, and verifies it again', async () => {
    const where = { namespace: shop.namespace };
    const verified = await shop.run('verify', where);
    assert.ok(verified.ok, verified.output);
    const changed = await shop.deploy({ values: shop.values({ colour: 'red' }) });
    assert.ok(changed.ok, changed.output);
    const began = Date.now();
    const { ok, output } = await shop.run('rollback', where);
    assert.ok(ok, output);
    assert.match(output, /shop is verified[^]*back at what was verified as revision \d+/);
    assert.equal((await shop.get('configmap', 'shop-config')).data.COLOUR, 'blue');
    const { sentAt, readyAt } = shop.receipt();
    assert.ok(Date.parse(sentAt) >= began && readyAt > sentAt, 'the return was not timed');
    await shop.assertSettled();
  });
  await suite.check('uninstall keeps the data when asked, and names it', async () => {
    const { ok, output } = await shop.run('uninstall', { namespace: shop.namespace, keepData: true });
    assert.ok(ok, output);
    assert.match(output, /Kept: PersistentVolumeClaim data-shop-store-0, Secret shop-secrets/);
    await eventually('the end of all pods', async () => {
      return (await shop.get('pods,deployments,leases')).items.length === 0;
    });
  });
  await suite.check('uninstall leaves nothing, and the namespace to its other tenants', async () => {
    const again = await shop.deploy();
    assert.ok(again.ok, again.output);
    const { ok, output } = await shop.run('uninstall', { namespace: shop.namespace });
    assert.ok(ok, output);
    assert.match(output, new RegExp(`Kept: Namespace ${shop.namespace}, for it holds Service guest`));
    const kinds = 'all,configmaps,secrets,serviceaccounts,persistentvolumeclaims,leases,networkpolicies,pdb';
    const { items } = await shop.get(kinds);
    const left = items
      .filter(({ metadata }) => !metadata.deletionTimestamp)
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    assert.deepEqual(left.sort(), ['ConfigMap kube-root-ca.crt', 'Service guest', 'ServiceAccount default']);
    await shop.kubectl('delete', 'service', 'guest');
    const gone = await shop.run('uninstall', { namespace: shop.namespace });
    assert.match(gone.output, /nothing is left of shop/);
  });
} finally {
  await shop.close();
}
suite.end();

/** The deploy ends with one screen that says why, long before its patience does, and the earlier revision runs again. */
async function fails(name, { values, says, before, options = {}, withinSeconds = 180 }) {
  await suite.check(`${name}: it is explained, and rolled back`, async () => {
    await before?.();
    const started = await shop.revision();
    const { ok, output, ms } = await shop.deploy({ ...options, values: shop.values(values) });
    assert.equal(ok, false, output);
    assert.match(output, says);
    const screen = output.slice(output.lastIndexOf('\n✖') + 1).split('\n');
    assert.ok(screen.length <= linesOfAScreen, `the screen has ${screen.length} lines`);
    assert.match(output, /How it stands: +rolled back: revision \d+ runs again and is ready/);
    assert.ok(ms < withinSeconds * 1000, `it took ${Math.round(ms / 1000)} s:\n${output}`);
    assert.ok((await shop.revision()) > started);
    // What was asked for before is what is there: nothing is left to do.
    await shop.assertSettled({ values: 'values-local.yaml' });
  });
}
