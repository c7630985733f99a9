import type {
  Condition,
  Container,
  ContainerStatus,
  KubeObject,
  Pod,
  Workload,
} from '../kubernetes/kubernetes-objects.ts';
import { named } from '../kubernetes/kubernetes-objects.ts';
import {
  containerStatuses,
  currentPods,
  currentReplicaSet,
  earlierPods,
  isObserved,
  isReady,
  isRolledOut,
} from './rollout.ts';

export interface Problem {
  /** The object that events speak of. */
  object: { kind: string; name: string };
  pod?: string;
  container?: string;
  reason: string;
  /** Kubernetes' own words. */
  message: string;
  cause: string;
  mend: string;
  /** Whose log lines tell more. */
  logs?: 'current' | 'previous';
}

export interface Patience {
  now: number;
  /** When the watching began: what was before is not held against a pod. */
  since: number;
  /** A pod that runs and never becomes ready is given up after this. */
  readyWithinMs: number;
  /** Pods are on their way out, and what they leave may be what the new ones need. */
  isMakingRoom?: boolean;
}

/** Finds what no waiting will mend; undefined while there is hope. */
export function diagnose(workloads: Workload[], all: KubeObject[], given: Patience): Problem | undefined {
  const patience = { ...given, isMakingRoom: all.some(isLeavingPod) };
  for (const workload of workloads) {
    if (isRolledOut(workload)) continue;
    const rejected = diagnoseWorkload(workload, all);
    if (rejected) return rejected;
    for (const pod of currentPods(workload, all)) {
      const problem = diagnosePod(pod, patience);
      if (problem) return problem;
    }
    const waitedFor = earlierPods(workload, all).find(({ status }) => status.phase === 'Running');
    const problem = waitedFor && diagnosePod(waitedFor, patience);
    if (problem?.reason === 'NotReady') return inTheWay(workload, problem);
  }
  return undefined;
}

const isLeavingPod = ({ kind, metadata }: KubeObject): boolean =>
  kind === 'Pod' && metadata.deletionTimestamp !== undefined;

/** A StatefulSet replaces no pod before the one in front of it is ready, whatever the new revision mends. */
const inTheWay = (workload: Workload, problem: Problem): Problem => ({
  ...problem,
  cause: `it is of an earlier revision and never ready, and ${named(workload)} waits for it before it sends the new one.`,
  mend: `If nothing needs it any more, remove it, and the new revision takes its place:\nkubectl delete pod ${problem.pod}`,
});

/** Pods that are not even created: Pod Security, quotas, a missing service account. */
function diagnoseWorkload(workload: Workload, all: KubeObject[]): Problem | undefined {
  // A Deployment repeats what its earlier ReplicaSets suffer too, and says it of the newest one.
  const maker = workload.kind === 'Deployment' ? currentReplicaSet(workload, all) : undefined;
  if (!maker || !isObserved(workload) || !isObserved(maker)) return undefined;
  const failure = maker.status?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  return failure && rejection(workload, failure.message ?? '');
}

/** Workloads that report no such condition tell it in an event. */
export function rejection(workload: KubeObject, message: string): Problem {
  const security = /violates PodSecurity/.test(message);
  const quota = /exceeded quota/.test(message);
  return {
    object: { kind: workload.kind, name: workload.metadata.name },
    reason: 'FailedCreate',
    message,
    cause: security
      ? 'the namespace takes only pods that meet its Pod Security level, and these do not.'
      : quota
        ? 'the namespace’s quota is used up.'
        : `${named(workload)} may not create its pods.`,
    mend: security
      ? 'Correct the security contexts in the chart as the message says.'
      : quota
        ? 'Raise the quota, or lower requests and limits in the values.'
        : 'Read the message and correct the chart.',
  };
}

export function diagnosePod(pod: Pod, patience: Patience): Problem | undefined {
  const unschedulable = pod.status.conditions?.find(
    ({ type, status, reason }) => type === 'PodScheduled' && status === 'False' && reason === 'Unschedulable',
  );
  if (
    unschedulable &&
    patience.now - Math.max(patience.since, timeOf(unschedulable)) > schedulingMs(unschedulable, patience)
  )
    return {
      ...about(pod),
      reason: 'Unschedulable',
      message: unschedulable.message ?? '',
      cause: 'no node can take the pod.',
      mend: 'Give the cluster more room, or lower the requests in the values.',
    };
  const containers = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  for (const status of containerStatuses(pod)) {
    const container = containers.find(({ name }) => name === status.name);
    const problem = container && diagnoseContainer(pod, container, status, patience);
    if (problem) return problem;
  }
  return undefined;
}

/** The scheduler needs a moment for volumes, for nodes that are just starting and for pods that are just leaving. */
const schedulingMs = ({ message = '' }: Condition, { isMakingRoom }: Patience): number =>
  isMakingRoom || /volume|not-ready|unreachable/i.test(message) ? 60_000 : 15_000;

function diagnoseContainer(
  pod: Pod,
  container: Container,
  status: ContainerStatus,
  patience: Patience,
): Problem | undefined {
  const of = { ...about(pod), container: container.name };
  const ended = status.state?.terminated ?? status.lastState?.terminated;
  const isBackingOff = status.state?.waiting?.reason === 'CrashLoopBackOff';
  const endedNow = Date.parse(ended?.finishedAt ?? '') >= Math.floor(patience.since / 1000) * 1000;
  // A container that recovered long ago may be unready for another reason now.
  if (ended?.reason === 'OOMKilled' && !status.ready && (endedNow || isBackingOff))
    return {
      ...of,
      reason: 'OOMKilled',
      message: `exit code ${ended.exitCode}`,
      cause: `it needed more memory than its limit of ${container.resources?.limits?.['memory'] ?? 'the node'}.`,
      mend: 'Raise resources.limits.memory in the values, or make the program need less.',
      logs: 'previous',
    };
  const waiting = status.state?.waiting;
  const message = waiting?.message ?? '';
  switch (waiting?.reason) {
    case 'ErrImageNeverPull':
    case 'ImagePullBackOff':
    case 'InvalidImageName':
      return {
        ...of,
        reason: waiting.reason,
        message,
        cause: `the node does not hold ${container.image} and could not fetch it.`,
        mend: 'Check the image’s name, and that the node can reach its registry. An image that you have as an archive\ncan be put there by hand (minikube image load, kind load image-archive).',
      };
    case 'CreateContainerConfigError':
    case 'CreateContainerError':
    case 'RunContainerError':
      // A busy node was late to read a Secret or ConfigMap, or to reach its runtime; the kubelet tries again.
      if (/timed out|deadline exceeded/i.test(message)) return undefined;
      return {
        ...of,
        reason: waiting.reason,
        message,
        cause: /(secret|configmap) ".*" not found|couldn't find key/i.test(message)
          ? 'the pod asks for a Secret, ConfigMap or key that is not there.'
          : 'the container cannot be set up as the pod describes it.',
        mend: 'Correct what the message names, in the chart or in the Secret.',
      };
    case 'CrashLoopBackOff':
      // Once may be chance; a program that waits for a neighbour should wait, not end.
      if (status.restartCount < 2) return undefined;
      return {
        ...of,
        reason: 'CrashLoopBackOff',
        message: ended ? `ended with exit code ${ended.exitCode}, ${status.restartCount} times` : message,
        cause: [137, 143].includes(ended?.exitCode ?? 0)
          ? 'it was stopped from outside, most likely because its startup or liveness probe failed.'
          : 'its program ends by itself soon after the start; its last lines say why.',
        mend: 'Correct what the last log lines name: mostly a wrong or missing setting.',
        logs: 'previous',
      };
  }
  const runningSince = status.state?.running?.startedAt;
  if (!status.ready && runningSince && isRegular(pod, container)) {
    const watchedSince = Math.max(patience.since, Date.parse(runningSince));
    const seconds = Math.round((patience.now - Date.parse(runningSince)) / 1000);
    if (patience.now - watchedSince > patience.readyWithinMs)
      return {
        ...of,
        reason: 'NotReady',
        message: `runs for ${seconds} s and never said that it is ready (${describeProbe(container)})`,
        cause: 'it waits for something it cannot reach, or its probe asks the wrong thing.',
        mend: 'Read its last log lines; check the addresses and secrets that it got.',
        logs: 'current',
      };
  }
  return undefined;
}

const isRegular = (pod: Pod, container: Container): boolean => pod.spec.containers.includes(container);

function describeProbe({ readinessProbe }: Container): string {
  if (readinessProbe?.httpGet) return `readiness probe GET ${readinessProbe.httpGet.path ?? '/'}`;
  if (readinessProbe?.exec) return `readiness probe ${readinessProbe.exec.command?.[0] ?? ''}`;
  return 'no readiness probe';
}

const about = (pod: Pod): Pick<Problem, 'object' | 'pod'> => ({
  object: { kind: 'Pod', name: pod.metadata.name },
  pod: pod.metadata.name,
});

const timeOf = ({ lastTransitionTime }: Condition): number =>
  lastTransitionTime ? Date.parse(lastTransitionTime) : Infinity;

/** When nothing names a cause and nothing moves: a volume that is not mounted, a pod that nobody makes or schedules. */
export function diagnoseStall(
  waiting: Workload[],
  missing: string[],
  all: KubeObject[],
  stalledMs: number,
): Problem {
  const message = `no progress for ${Math.round(stalledMs / 1000)} s`;
  const mend = 'Correct what the last event names: mostly a volume, the node or its network.';
  const pod = waiting.flatMap((workload) => currentPods(workload, all)).find((one) => !isReady(one));
  if (pod) {
    const states = containerStatuses(pod).flatMap(({ state }) => state?.waiting?.reason ?? []);
    const reason = states[0] ?? pod.status.phase ?? 'Unknown';
    return { ...about(pod), reason, message, cause: `it comes no further than "${reason}".`, mend };
  }
  const [workload] = waiting;
  if (workload)
    return {
      object: { kind: workload.kind, name: workload.metadata.name },
      reason: 'NoProgress',
      message,
      cause: 'its new pods are not made, or its old ones do not leave.',
      mend,
    };
  const [kind = '', name = ''] = missing[0]?.split(' ') ?? [];
  return {
    object: { kind, name },
    reason: 'Missing',
    message,
    cause: 'somebody removed it after it was sent.',
    mend: 'Send the release again.',
  };
}

/** A volume made of a Secret or ConfigMap that is not there: the pod waits for it, and only events say so. */
export const missingVolume = (pod: Pod, message: string): Problem => ({
  ...about(pod),
  reason: 'FailedMount',
  message,
  cause: 'a volume of the pod is made of something that is not there.',
  mend: 'Correct what the message names, in the chart or in the cluster.',
});
