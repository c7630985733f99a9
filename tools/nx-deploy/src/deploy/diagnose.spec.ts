import type { ContainerStatus, Pod } from '../kubernetes/kubernetes-objects.ts';
import { diagnose, diagnosePod } from './diagnose.ts';
import {
  fixtureDeployment,
  fixturePod,
  fixtureReplicaSet,
  fixtureStatefulPod,
  fixtureStatefulSet,
} from './fixture-objects.ts';
import { currentPods, isRolledOut } from './rollout.ts';

const patience = { now: Date.parse('2026-03-04T10:01:00Z'), since: 0, readyWithinMs: 120_000 };
const waitingFor = (reason: string, message = ''): Partial<ContainerStatus> => ({
  ready: false,
  state: { waiting: { reason, message } },
});
const starting = fixtureDeployment({ status: { observedGeneration: 3, readyReplicas: 0 } });

describe('a pod that is beyond hope', () => {
  it.each<[string, Partial<ContainerStatus>, RegExp]>([
    ['ErrImageNeverPull', waitingFor('ErrImageNeverPull'), /does not hold shop-api:aaaaaaaaaaaa/],
    ['ImagePullBackOff', waitingFor('ImagePullBackOff', 'Back-off pulling image'), /could not fetch it/],
    [
      'CreateContainerConfigError',
      waitingFor('CreateContainerConfigError', 'secret "shop-secrets" not found'),
      /Secret, ConfigMap or key/,
    ],
    [
      'CrashLoopBackOff',
      {
        ...waitingFor('CrashLoopBackOff'),
        restartCount: 2,
        lastState: { terminated: { reason: 'Error', exitCode: 7 } },
      },
      /ends by itself/,
    ],
    [
      'CrashLoopBackOff',
      {
        ...waitingFor('CrashLoopBackOff'),
        restartCount: 2,
        lastState: { terminated: { reason: 'Error', exitCode: 137 } },
      },
      /probe failed/,
    ],
    [
      'OOMKilled',
      {
        ready: false,
        restartCount: 1,
        lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: '2026-03-04T10:00:50Z' } },
      },
      /limit of 64Mi/,
    ],
  ])('for %s is named with its cause', (reason, status, cause) => {
    expect(diagnosePod(fixturePod(status), patience)).toMatchObject({
      reason,
      pod: 'shop-api-new-1',
      container: 'api',
      cause: expect.stringMatching(cause),
    });
  });

  it('is not one whose node was late, for it tries again', () => {
    const late = waitingFor(
      'CreateContainerConfigError',
      'failed to sync configmap cache: timed out waiting for the condition',
    );
    expect(diagnosePod(fixturePod({ ready: false, ...late }), patience)).toBeUndefined();
  });

  it('is not one that lacked memory once and recovered, or did so before the release was sent', () => {
    const lastState = {
      terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: '2026-03-04T10:00:30Z' },
    };
    expect(diagnosePod(fixturePod({ ready: true, lastState }), patience)).toBeUndefined();
    const sentLater = { ...patience, since: Date.parse('2026-03-04T10:00:40Z') };
    expect(diagnosePod(fixturePod({ ready: false, lastState }), sentLater)).toBeUndefined();
    expect(diagnosePod(fixturePod({ ready: false, lastState }), patience)).toMatchObject({
      reason: 'OOMKilled',
    });
  });

  it('has no node for longer than a quarter of a minute of this deploy, or a minute while others leave', () => {
    const pending = (since: string): Pod =>
      fixturePod(
        {},
        {
          pod: {
            phase: 'Pending',
            containerStatuses: [],
            conditions: [
              {
                type: 'PodScheduled',
                status: 'False',
                reason: 'Unschedulable',
                message: '0/1 nodes are available: 1 Insufficient cpu.',
                lastTransitionTime: since,
              },
            ],
          },
        },
      );
    expect(diagnosePod(pending('2026-03-04T10:00:50Z'), patience)).toBeUndefined();
    const makingRoom = { ...patience, isMakingRoom: true };
    expect(diagnosePod(pending('2026-03-04T10:00:30Z'), makingRoom)).toBeUndefined();
    expect(diagnosePod(pending('2026-03-04T09:58:30Z'), patience)).toMatchObject({
      reason: 'Unschedulable',
      message: expect.stringContaining('Insufficient cpu'),
    });
    const justSent = { ...patience, since: patience.now - 5000 };
    expect(diagnosePod(pending('2026-03-04T09:58:30Z'), justSent)).toBeUndefined();
  });

  it('runs, but is not ready within the time given', () => {
    const unready = fixturePod({ ready: false });
    expect(diagnosePod(unready, patience)).toBeUndefined();
    expect(diagnosePod(unready, { ...patience, readyWithinMs: 30_000 })).toMatchObject({
      reason: 'NotReady',
      message: expect.stringContaining('GET /readyz'),
    });
    const justLooked = { ...patience, readyWithinMs: 30_000, since: patience.now - 1000 };
    expect(diagnosePod(unready, justLooked)).toBeUndefined();
  });
});

describe('a release on its way', () => {
  it.each<[string, Partial<ContainerStatus>]>([
    ['starts', waitingFor('ContainerCreating')],
    ['fetches its image', waitingFor('ErrImagePull')],
    ['crashed once', { ...waitingFor('CrashLoopBackOff'), restartCount: 1 }],
  ])('is not given up while a pod %s', (_, status) => {
    expect(
      diagnose([starting], [starting, fixtureReplicaSet('2', 'new'), fixturePod(status)], patience),
    ).toBeUndefined();
  });

  it('is judged by its newest pods, not by those that leave', () => {
    const old = fixturePod(waitingFor('ImagePullBackOff'), { hash: 'old', name: 'shop-api-old-1' });
    const all = [starting, fixtureReplicaSet('1', 'old'), fixtureReplicaSet('2', 'new'), old];
    expect(diagnose([starting], all, patience)).toBeUndefined();
    const broken = fixturePod(waitingFor('ImagePullBackOff'));
    const leaving = {
      ...broken,
      metadata: { ...broken.metadata, deletionTimestamp: '2026-03-04T10:00:59Z' },
    };
    expect(diagnose([starting], [...all, leaving], patience)).toBeUndefined();
    expect(diagnose([starting], [...all, broken], patience)).toMatchObject({ pod: 'shop-api-new-1' });
  });

  it('is held up by an earlier pod that runs and is never ready', () => {
    const set = fixtureStatefulSet();
    const earlier = fixtureStatefulPod('old', { ready: false });
    expect(diagnose([set], [set, earlier], patience)).toBeUndefined();
    expect(diagnose([set], [set, earlier], { ...patience, readyWithinMs: 30_000 })).toMatchObject({
      pod: 'shop-db-0',
      cause: expect.stringContaining('earlier revision'),
      mend: expect.stringContaining('kubectl delete pod shop-db-0'),
    });
  });

  it('whose pods are refused is not waited for', () => {
    const all = [refused, fixtureReplicaSet('1', 'old'), fixtureReplicaSet('2', 'new', [failure])];
    expect(diagnose([refused], all, patience)).toMatchObject({
      object: { kind: 'Deployment', name: 'shop-api' },
      cause: expect.stringContaining('Pod Security'),
    });
  });

  it('does not answer for the pods of an earlier one, or for what nobody has seen yet', () => {
    const all = [refused, fixtureReplicaSet('1', 'old', [failure]), fixtureReplicaSet('2', 'new')];
    expect(diagnose([refused], all, patience)).toBeUndefined();
    const unseen = { ...refused, metadata: { ...refused.metadata, generation: 4 } };
    expect(diagnose([unseen], [unseen, fixtureReplicaSet('2', 'new', [failure])], patience)).toBeUndefined();
  });

  it('has no pods that ended for good', () => {
    const evicted = fixturePod(waitingFor('ImagePullBackOff'), { pod: { phase: 'Failed' } });
    expect(currentPods(starting, [starting, fixtureReplicaSet('2', 'new'), evicted])).toEqual([]);
  });
});

const failure = {
  type: 'ReplicaFailure',
  status: 'True',
  reason: 'FailedCreate',
  message: 'pods "x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
};
const refused = fixtureDeployment({
  status: { observedGeneration: 3, readyReplicas: 0, conditions: [failure] },
});

describe('a workload is rolled out', () => {
  it('when the newest generation is seen, and all its pods and no others are ready', () => {
    expect(isRolledOut(fixtureDeployment())).toBe(true);
    expect(isRolledOut(fixtureDeployment({ metadata: { generation: 4 } }))).toBe(false);
    expect(isRolledOut(fixtureDeployment({ status: { observedGeneration: 3, replicas: 2 } }))).toBe(false);
    expect(isRolledOut(fixtureDeployment({ status: { observedGeneration: 3, updatedReplicas: 0 } }))).toBe(
      false,
    );
    expect(isRolledOut(starting)).toBe(false);
  });
});
