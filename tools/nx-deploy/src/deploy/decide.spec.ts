import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import { isSameManifest } from '../kubernetes/manifest.ts';
import { type Evidence, weigh } from './decide.ts';
import { findDrift } from './drift.ts';
import { builtId, fixtureDeployment, fixturePod, fixtureReplicaSet } from './fixture-objects.ts';
import { allNodesHold } from './node-images.ts';

const deployment = fixtureDeployment();
const image = {
  app: 'api',
  project: 'api',
  image: 'shop-api:aaaaaaaaaaaa',
  imageId: builtId,
  manifestDigest: `sha256:${'b'.repeat(64)}`,
};

const decide = (changes: Partial<Evidence> = {}) =>
  weigh({
    liveRelease: {
      manifest: 'kind: Deployment\nmetadata: {name: shop-api}\n',
      hooks: '',
      revision: 2,
      deployedAt: '',
      status: 'deployed',
    },
    objects: [deployment],
    hooks: [],
    isUnchanged: true,
    drifts: [],
    changes: [],
    secretChanges: [],
    all: [deployment, fixtureReplicaSet('2', 'new'), fixturePod()],
    images: [image],
    ...changes,
  });

describe('a deploy', () => {
  it('sends nothing when all is as it should be', () => {
    expect(decide()).toMatchObject({ mustSend: false, isReady: true, reasons: [] });
  });

  it('takes a pod by its manifest’s digest too, as an engine with another store reports it', () => {
    const pod = fixturePod({ imageID: `docker.io/library/shop-api@${image.manifestDigest}` });
    expect(decide({ all: [deployment, fixtureReplicaSet('2', 'new'), pod] }).isReady).toBe(true);
  });

  it.each<[string, Partial<Evidence>, RegExp]>([
    ['the rendered release changed', { isUnchanged: false }, /images change Deployment shop-api/],
    ['the Secret changed', { secretChanges: ['TOKEN_KEY'] }, /TOKEN_KEY/],
    [
      'an object was deleted',
      { drifts: [{ object: 'Service shop', fields: undefined }] },
      /Service shop is missing/,
    ],
    [
      'an object was edited',
      {
        drifts: [{ object: 'Deployment shop-api', fields: [{ path: 'spec.replicas', before: 3, after: 1 }] }],
      },
      /spec.replicas/,
    ],
    [
      'drift comes together with another release',
      {
        isUnchanged: false,
        drifts: [{ object: 'Service shop', fields: [{ path: 'spec.type', before: 'a', after: undefined }] }],
      },
      /images change[^]*Service shop was changed in the cluster: spec\.type \(added\)/,
    ],
    [
      'the cluster does not take an object as it is',
      { drifts: [{ object: 'Job shop', fields: undefined, refused: 'field is immutable' }] },
      /does not take Job shop as the release has it: field is immutable/,
    ],
    [
      'only a hook changed',
      { hooks: [{ kind: 'Job', metadata: { name: 'migrate' } }] },
      /what helm runs: Job migrate/,
    ],
    [
      'the last deploy failed',
      { liveRelease: { manifest: '', hooks: '', revision: 2, deployedAt: '', status: 'failed' } },
      /in state "failed"/,
    ],
  ])('sends when %s, and says so', (_, changes, reason) => {
    const { mustSend, reasons } = decide(changes);
    expect(mustSend).toBe(true);
    expect(reasons.join()).toMatch(reason);
  });

  it('only waits when all is sent and a pod is still starting', () => {
    const starting = fixtureDeployment({ status: { observedGeneration: 3, readyReplicas: 0 } });
    expect(decide({ all: [starting] })).toMatchObject({ mustSend: false, isReady: false });
  });

  it('renews pods that run other content under the same name', () => {
    const foreign = fixturePod({ imageID: `sha256:${'c'.repeat(64)}` });
    const decision = decide({ all: [deployment, fixtureReplicaSet('2', 'new'), foreign] });
    expect(decision).toMatchObject({ mustSend: false, isReady: false, podsToRenew: ['shop-api-new-1'] });
  });

  it('starts pods again at once that would wait long before they try again', () => {
    const pod = fixturePod({ ready: false, state: { waiting: { reason: 'ImagePullBackOff' } } });
    const starting = fixtureDeployment({ status: { observedGeneration: 3, readyReplicas: 0 } });
    const all = [starting, fixtureReplicaSet('2', 'new'), pod];
    expect(decide({ all })).toMatchObject({ mustSend: false, podsToRenew: ['shop-api-new-1'] });
    expect(decide({ all, isUnchanged: false }).podsToRenew).toEqual([]);
  });

  it('starts again what read a ConfigMap that was changed in the cluster, and nothing else', () => {
    const reading = (name: string, reference: object) => {
      const workload = fixtureDeployment();
      const template = { spec: { containers: [{ name: 'api', image: 'a', ...reference }] } };
      return { ...workload, metadata: { name }, spec: { ...workload.spec, template } };
    };
    const objects = [
      reading('variables', { envFrom: [{ configMapRef: { name: 'shop' } }] }),
      reading('one', { env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'shop', key: 'A' } } }] }),
      reading('other', { envFrom: [{ configMapRef: { name: 'other' } }, { secretRef: { name: 'shop' } }] }),
    ];
    const drifts = [{ object: 'ConfigMap shop', fields: [{ path: 'data.A', before: '1', after: '2' }] }];
    expect(decide({ objects, drifts }).workloadsToRestart).toEqual([
      'Deployment variables',
      'Deployment one',
    ]);
    const settings: KubeObject = { kind: 'ConfigMap', metadata: { name: 'shop' } };
    const changedByRelease = { objects: [...objects, settings], drifts, isUnchanged: false };
    expect(decide(changedByRelease).workloadsToRestart).toEqual([]);
  });

  it('never calls a release ready whose workload is gone', () => {
    expect(decide({ all: [] }).isReady).toBe(false);
  });
});

describe('drift', () => {
  const live: KubeObject = {
    kind: 'Service',
    metadata: { name: 'shop', resourceVersion: '7', uid: 'u', labels: { app: 'shop' } },
  };

  it('is what the server would change, not what it writes down for itself', () => {
    const desired: KubeObject = { ...live, metadata: { ...live.metadata, resourceVersion: '8' } };
    expect(findDrift(live, desired)).toBeUndefined();
    const labelled: KubeObject = { ...live, metadata: { ...live.metadata, labels: { app: 'other' } } };
    expect(findDrift(live, labelled)).toEqual({
      object: 'Service shop',
      fields: [{ path: 'metadata.labels.app', before: 'shop', after: 'other' }],
    });
  });

  it('names fields and never their values, which may be secrets', () => {
    const fields = [{ path: 'spec.env[PASSWORD].value', before: 'hunter2', after: 'x' }];
    const { reasons } = decide({ drifts: [{ object: 'Deployment shop-api', fields }] });
    expect(reasons).toEqual(['Deployment shop-api was changed in the cluster: spec.env[PASSWORD].value']);
  });
});

describe('manifests', () => {
  it('are the same when they say the same, in any order and with any comment', () => {
    const a = '---\n# Source: a\nkind: A\nmetadata: {name: a}\n---\nkind: B\nmetadata: {name: b}\n';
    const b = 'kind: B\nmetadata:\n  name: b\n---\nkind: A\nmetadata: {name: "a"}\n';
    expect(isSameManifest(a, b)).toBe(true);
    expect(isSameManifest(a, b.replace('name: b', 'name: c'))).toBe(false);
  });
});

describe('a node', () => {
  const node = (names: string[], unschedulable = false) => ({
    kind: 'Node' as const,
    metadata: { name: 'n' },
    spec: { unschedulable },
    status: { images: [{ names }] },
  });

  it('holds an image under its full name, and all that take pods must', () => {
    const holding = node(['docker.io/library/shop-api:aaaaaaaaaaaa']);
    expect(allNodesHold([holding], 'shop-api:aaaaaaaaaaaa')).toBe(true);
    expect(allNodesHold([holding, node([])], 'shop-api:aaaaaaaaaaaa')).toBe(false);
    expect(allNodesHold([holding, node([], true)], 'shop-api:aaaaaaaaaaaa')).toBe(true);
    expect(allNodesHold([], 'shop-api:aaaaaaaaaaaa')).toBe(false);
    expect(allNodesHold([node(['localhost:5000/shop:v1'])], 'localhost:5000/shop:v1')).toBe(true);
  });
});
