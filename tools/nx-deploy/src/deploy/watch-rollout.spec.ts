import type { Cluster } from '../cluster/cluster.ts';
import type { Event, KubeObject } from '../kubernetes/kubernetes-objects.ts';
import { explainProblem } from './explain-problem.ts';
import {
  fixtureDeployment,
  fixturePod,
  fixtureReplicaSet,
  fixtureStatefulPod,
  fixtureStatefulSet,
} from './fixture-objects.ts';
import { watchRollout } from './watch-rollout.ts';

/** A cluster that shows one state after another, and stays with the last. With each look, 100 s pass. */
function clusterOf(states: KubeObject[][], events: Event[] = []) {
  const deleted: string[] = [];
  const cluster = {
    context: 'lab',
    namespace: 'shop',
    list: async () => {
      now += 100_000;
      return states.length > 1 ? states.shift() : states[0];
    },
    tryKubectl: async ([verb = '', , name = '']: string[]) => {
      if (verb === 'delete') deleted.push(name);
      return { code: 0, stdout: JSON.stringify({ kind: 'List', items: events }), stderr: '' };
    },
  } as unknown as Cluster;
  return { cluster, deleted };
}

const quick = { since: 0, everyMs: 1 };
const starting = fixtureDeployment({ status: { observedGeneration: 3, readyReplicas: 0 } });
const creating = fixturePod(
  { ready: false, state: { waiting: { reason: 'ContainerCreating' } } },
  { pod: { phase: 'Pending', conditions: [] } },
);

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

describe('a StatefulSet on its way', () => {
  const set = fixtureStatefulSet();
  const done = { ...set, status: { ...set.status, readyReplicas: 1, currentRevision: 'new' } };
  const backingOff = { ready: false, state: { waiting: { reason: 'CrashLoopBackOff' } } };

  it.each([
    ['crashes again and again', fixtureStatefulPod('old', backingOff)],
    ['never started', fixtureStatefulPod('old', { ready: false }, { pod: { phase: 'Pending' } })],
  ])('is freed of an earlier pod that %s', async (_, pod) => {
    const { cluster, deleted } = clusterOf([[set, pod], [done]]);
    expect(await watchRollout(cluster, [set], quick)).toEqual({ pods: [] });
    expect(deleted).toEqual(['shop-db-0']);
  });

  it('keeps earlier pods that work until it replaces them itself, and its new ones', async () => {
    const ready = { pod: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } };
    for (const pod of [fixtureStatefulPod('old', {}, ready), fixtureStatefulPod('new', backingOff)]) {
      const { cluster, deleted } = clusterOf([[set, pod], [done]]);
      await watchRollout(cluster, [set], quick);
      expect(deleted).toEqual([]);
    }
  });
});

describe('a release that comes no further', () => {
  it('is given up with the last event of the pod that waits', async () => {
    const mount: Event = {
      kind: 'Event',
      metadata: { name: 'e' },
      involvedObject: { kind: 'Pod', name: 'shop-api-new-1' },
      type: 'Warning',
      reason: 'FailedMount',
      message: 'configmap "shop" not found',
    };
    const { cluster } = clusterOf([[starting, fixtureReplicaSet('2', 'new'), creating]], [mount]);
    const { problem } = await watchRollout(cluster, [starting], quick);
    expect(problem).toMatchObject({ pod: 'shop-api-new-1', reason: 'ContainerCreating' });
    const explained = problem && (await explainProblem(cluster, problem, 'again', []));
    expect(explained?.parts.evidence).toContain('last event: FailedMount: configmap "shop" not found');
  });

  it('is given up when nobody makes its pods, or somebody removed it', async () => {
    expect((await watchRollout(clusterOf([[starting]]).cluster, [starting], quick)).problem).toMatchObject({
      object: { kind: 'Deployment', name: 'shop-api' },
      reason: 'NoProgress',
    });
    expect((await watchRollout(clusterOf([[]]).cluster, [starting], quick)).problem).toMatchObject({
      object: { kind: 'Deployment', name: 'shop-api' },
      reason: 'Missing',
    });
  });

  it('is given up at once when its volume is made of what is not there', async () => {
    const mount: Event = {
      kind: 'Event',
      metadata: { name: 'e' },
      involvedObject: { kind: 'Pod', name: 'shop-api-new-1' },
      reason: 'FailedMount',
      message: 'MountVolume.SetUp failed for volume "a" : secret "shop" not found',
      lastTimestamp: '1970-01-01T00:03:00Z',
    };
    const placed = { ...creating, spec: { ...creating.spec, nodeName: 'n' } };
    const { cluster } = clusterOf([[starting, fixtureReplicaSet('2', 'new'), placed]], [mount]);
    const { problem } = await watchRollout(cluster, [starting], quick);
    expect(problem).toMatchObject({ reason: 'FailedMount', pod: 'shop-api-new-1' });
    expect(now).toBeLessThan(300_000);
  });

  it('is given more time with each step that it takes', async () => {
    const set = fixtureReplicaSet('2', 'new');
    const placed = { ...creating, spec: { ...creating.spec, nodeName: 'n' } };
    const still = (pod: KubeObject) => [1, 2, 3].map(() => [starting, set, pod]);
    const states = [...still(creating), ...still(placed), [fixtureDeployment(), set, fixturePod()]];
    const { problem } = await watchRollout(clusterOf(states).cluster, [starting], quick);
    expect(problem).toBeUndefined();
  });
});
