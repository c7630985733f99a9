// Is drift ever missed, or anything else ever taken for drift? Each case does to a living release what people and
// machines do, deploys again, and compares what the deploy says and does with what it must.
import assert from 'node:assert/strict';
import { chart } from './fixture-shop.mjs';
import { namespaceFor, eventually, Shop, Suite } from './suite.mjs';
import { deployTogether } from './together.mjs';

const suite = new Suite();
const shop = await Shop.open(namespaceFor('seen'));
const template = '/spec/template/spec';

try {
  await suite.check('the first deploy sends everything', async () => {
    const { ok, output } = await shop.deploy();
    assert.ok(ok, output);
    assert.match(output, /no such release yet/);
  });

  // helm counts anew after an uninstall, so both are revision 1.
  await suite.check('the release is installed anew from elsewhere: its own times are told', async () => {
    const before = shop.receipt();
    const removed = await shop.run('uninstall', { namespace: shop.namespace });
    assert.ok(removed.ok, removed.output);
    const anew = await shop.deploy({ record: false });
    assert.ok(anew.ok, anew.output);
    assert.deepEqual(shop.receipt(), before);
    const { ok, output } = await shop.deploy();
    assert.ok(ok, output);
    assert.match(output, /Nothing to send/);
    const { revision, sentAt } = shop.receipt();
    assert.equal(revision, before.revision);
    assert.ok(sentAt > before.readyAt, `${sentAt} is no later than ${before.readyAt}`);
  });

  await drifts('a Deployment is deleted', /Deployment shop-api is missing/, () =>
    shop.kubectl('delete', 'deployment', 'shop-api'),
  );
  await drifts('a Service is deleted', /Service shop-api is missing/, () =>
    shop.kubectl('delete', 'service', 'shop-api'),
  );
  await drifts('a setting is edited', /ConfigMap shop-config was changed .*data\.MOOD/, () =>
    shop.patch('configmap shop-config', [{ op: 'replace', path: '/data/MOOD', value: 'merry' }]),
  );
  await drifts('a setting is added', /ConfigMap shop-config .*data\.MORE \(added\)/, () =>
    shop.patch('configmap shop-config', [{ op: 'add', path: '/data/MORE', value: 'x' }]),
  );
  await drifts('a secret is edited', /the Secret lacks or differs in .*(STRAY|TOKEN)/, async () => {
    await shop.patch('secret shop-secrets', [{ op: 'add', path: '/data/STRAY', value: 'eA==' }]);
  });
  await drifts('the Secret is deleted', /the Secret lacks or differs in TOKEN/, () =>
    shop.kubectl('delete', 'secret', 'shop-secrets'),
  );
  await drifts('another image is set', /Deployment shop-api .*containers\[api\]\.image/, () =>
    shop.kubectl('set', 'image', 'deployment/shop-api', 'api=shop-suite:other'),
  );
  await drifts('it is scaled up', /Deployment shop-api .*spec\.replicas/, () =>
    shop.kubectl('scale', 'deployment/shop-api', '--replicas=2'),
  );
  await drifts('it is scaled to nothing', /StatefulSet shop-store .*spec\.replicas/, () =>
    shop.kubectl('scale', 'statefulset/shop-store', '--replicas=0'),
  );
  await drifts('a variable is added', /Deployment shop-api .*\.env \(added\)/, () =>
    shop.kubectl('set', 'env', 'deployment/shop-api', 'MORE=1'),
  );
  await drifts('a variable is added beside others', /StatefulSet shop-store .*env\[MORE\] \(added\)/, () =>
    shop.kubectl('set', 'env', 'statefulset/shop-store', 'MORE=1'),
  );
  await drifts('a container is added', /containers\[guest\] \(added\)/, async () => {
    const { spec } = await shop.get('deployment', 'shop-api');
    const guest = { ...spec.template.spec.containers[0], name: 'guest', ports: [] };
    guest.args = ['-e', 'setInterval(() => {}, 1000)'];
    delete guest.readinessProbe;
    delete guest.livenessProbe;
    await shop.patch('deployment shop-api', [{ op: 'add', path: `${template}/containers/-`, value: guest }]);
  });
  await drifts('a probe is removed', /readinessProbe \(removed\)/, () =>
    shop.patch('deployment shop-api', [{ op: 'remove', path: `${template}/containers/0/readinessProbe` }]),
  );
  await drifts('a default is changed', /spec\.revisionHistoryLimit/, () =>
    shop.patch('deployment shop-api', [{ op: 'replace', path: '/spec/revisionHistoryLimit', value: 1 }]),
  );
  await drifts('a selector gets one more label', /Service shop-api .*spec\.selector\.extra \(added\)/, () =>
    shop.patch('service shop-api', [{ op: 'add', path: '/spec/selector/extra', value: 'yes' }]),
  );
  await drifts('a port is added', /Service shop-api .*ports\[more\] \(added\)/, () =>
    shop.patch('service shop-api', [
      { op: 'add', path: '/spec/ports/-', value: { name: 'more', port: 81, targetPort: 81 } },
    ]),
  );
  await drifts('a network policy is opened', /NetworkPolicy shop-api .*spec\.ingress\[1\] \(added\)/, () =>
    shop.patch('networkpolicy shop-api', [{ op: 'add', path: '/spec/ingress/-', value: {} }]),
  );
  await drifts('a label is added by hand', /Service shop-api .*labels\.mine \(added\)/, () =>
    shop.kubectl('label', 'service', 'shop-api', 'mine=yes'),
  );
  await drifts(
    'a pod gets an annotation',
    /StatefulSet shop-store .*template\.metadata\.annotations \(added\)/,
    () =>
      shop.patch('statefulset shop-store', [
        { op: 'add', path: '/spec/template/metadata/annotations', value: { mine: 'yes' } },
      ]),
  );
  await drifts('the history of the release is lost', /its history was lost/, () =>
    shop.kubectl('delete', 'secret', '--selector=owner=helm,name=shop'),
  );
  await drifts('drift and a changed value come together', /env \(added\)[^]*|COLOUR/, async () => {
    await shop.kubectl('set', 'env', 'deployment/shop-api', 'MORE=1');
    shop.files.write(`${chart}/values-local.yaml`, 'colour: green\n');
  });
  await suite.check('another cluster or namespace gets all of it', async () => {
    const elsewhere = new Shop(shop.files, shop.cluster, `${shop.namespace}-2`);
    const { ok, output } = await elsewhere.deploy();
    assert.ok(ok, output);
    assert.match(output, /no such release yet/);
    const removed = await elsewhere.run('uninstall', { namespace: elsewhere.namespace });
    assert.match(removed.output, /nothing is left of shop/);
  });

  await stays('nothing is changed', async () => undefined);
  await stays('comments are edited', () => {
    shop.files.write(`${chart}/values-local.yaml`, '# Greener.\ncolour: green # as grass\n');
  });
  await stays('files that no chart reads are edited', () => shop.files.write('docs/notes.md', '# Notes\n'));
  await stays('a pod is deleted and comes again', async () => {
    await shop.kubectl('delete', 'pod', 'shop-store-0');
    await ready();
  });
  await stays('somebody asks for a restart', async () => {
    await shop.kubectl('rollout', 'restart', 'deployment/shop-api');
    await ready();
  });
  await stays('others work in the same namespace', async () => {
    const metadata = { name: 'guest' };
    await shop.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'b' } });
    const ports = [{ port: 80 }];
    await shop.apply({ apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: { a: 'b' }, ports } });
  });
  await stays('the namespace is labelled', () =>
    shop.kubectl('label', 'namespace', shop.namespace, 'team=green', '--overwrite'),
  );
  await stays('a controller notes something on an object', async () => {
    for (const object of ['deployment/shop-api', 'service/shop-api'])
      await shop.kubectl('annotate', object, 'example.com/seen=yes', '--field-manager=watcher');
  });
  await stays('Kubernetes notes something on an object', () =>
    shop.kubectl('annotate', 'service/shop-api', 'endpoints.kubernetes.io/last-change=now'),
  );
  await stays('somebody writes what is there already', async () => {
    await shop.kubectl('scale', 'deployment/shop-api', '--replicas=1');
    await shop.kubectl('set', 'env', 'statefulset/shop-store', 'TOKEN=none');
  });
  await suite.check('an autoscaler is switched on', async () => {
    shop.files.write(`${chart}/values-local.yaml`, 'colour: green\nautoscaling: true\n');
    const { ok, output } = await shop.deploy();
    assert.ok(ok, output);
    await eventually('scaling to 2', async () => {
      return (await shop.get('deployment', 'shop-api')).status.readyReplicas === 2;
    });
  });
  await stays('the autoscaler has changed the number of pods', async () => undefined);
  await drifts('the autoscaled Deployment is scaled to nothing', /spec\.replicas/, () =>
    shop.kubectl('scale', 'deployment/shop-api', '--replicas=0'),
  );

  await deployTogether(suite, shop);
} finally {
  await shop.close();
}
suite.end();

/** Drift leads to a deploy that names it, and then it is gone. */
async function drifts(name, reason, change) {
  await suite.check(`${name}: it is named, and mended`, async () => {
    await change();
    const { ok, output } = await shop.deploy();
    assert.ok(ok, output);
    const named = output.split('\n').filter((line) => line.includes('To do:'));
    assert.match(named.join('\n'), reason);
    assert.equal(shop.receipt().sent, true);
    await shop.assertSettled();
  });
}

/** What is no drift leads to nothing: the same revision runs after it. */
async function stays(name, change) {
  await suite.check(`${name}: nothing is sent`, async () => {
    const before = await shop.revision();
    await change();
    const { ok, output } = await shop.deploy();
    assert.ok(ok, output);
    assert.match(output, /Nothing to send/);
    assert.equal(shop.receipt().sent, false);
    assert.equal(await shop.revision(), before);
  });
}

async function ready() {
  await eventually('getting ready again', async () => {
    const { items } = await shop.get('deployments,statefulsets');
    return items.every(
      ({ spec, status, metadata }) =>
        status.observedGeneration === metadata.generation &&
        status.readyReplicas === spec.replicas &&
        status.updatedReplicas === spec.replicas &&
        status.replicas === spec.replicas,
    );
  });
}
