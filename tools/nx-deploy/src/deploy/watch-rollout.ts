import { setTimeout as pause } from 'node:timers/promises';
import { say } from '../console/say.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { diagnose, diagnoseStall, missingVolume, type Problem, rejection } from './diagnose.ts';
import { eventTime, readEvents } from './explain-problem.ts';
import {
  isWorkload,
  type KubeObject,
  named,
  type Pod,
  type Workload,
} from '../kubernetes/kubernetes-objects.ts';
import { currentPods, isRolledOut, listSteps, stuckPods } from './rollout.ts';

export interface Watched {
  problem?: Problem;
  pods: Pod[];
}

export interface Watching {
  /** When the release was sent: what was before is not held against it. */
  since?: number;
  /** Without any progress for so long, the watching ends. */
  stalledAfterMs?: number;
  /** A pod that runs for so long and is not ready is given up. */
  readyWithinMs?: number;
  everyMs?: number;
}

export const defaultReadyWithinMs = 120_000;

/** Watches the release's pods until all run and are ready, or until one is beyond hope or comes no further. */
export async function watchRollout(
  cluster: Cluster,
  wanted: KubeObject[],
  {
    since = Date.now(),
    stalledAfterMs = 300_000,
    readyWithinMs = defaultReadyWithinMs,
    everyMs = 500,
  }: Watching = {},
): Promise<Watched> {
  const names = new Set(wanted.filter(isWorkload).map(named));
  const startedAt = Date.now();
  const reached = new Set<string>();
  let progressAt = startedAt;
  let said = '';
  let saidAt = startedAt;
  for (;;) {
    const all = await readPods(cluster);
    const workloads = all.filter((object): object is Workload => names.has(named(object)));
    const waiting = workloads.filter((workload) => !isRolledOut(workload));
    if (waiting.length === 0 && workloads.length === names.size)
      return { pods: workloads.flatMap((workload) => currentPods(workload, all)) };

    const now = Date.now();
    const problem =
      diagnose(workloads, all, { now, since, readyWithinMs }) ??
      (now - startedAt < 5000 ? undefined : await findInEvents(cluster, waiting, all, since));
    if (problem) return { problem, pods: [] };
    await replaceStuckPods(cluster, waiting, all);

    const missing = [...names].filter((name) => !workloads.some((workload) => named(workload) === name));
    const news = workloads
      .flatMap((workload) => listSteps(workload, all))
      .filter((step) => !reached.has(step));
    for (const step of news) reached.add(step);
    if (news.length > 0) progressAt = now;
    if (now - progressAt >= stalledAfterMs)
      return { problem: diagnoseStall(waiting, missing, all, now - progressAt), pods: [] };

    const line = listFirst([
      ...waiting.map((workload) => describe(workload, all)),
      ...missing.map((name) => `${name} (not there)`),
    ]);
    if (line !== said || now - saidAt > 15_000) {
      say(`Waiting for ${line}`);
      [said, saidAt] = [line, now];
    }
    await pause(everyMs);
  }
}

/** No more than fit on a line or two, and how many others there are. */
const listFirst = (names: string[], most = 6): string =>
  names.length > most
    ? `${names.slice(0, most).join(', ')} and ${names.length - most} more`
    : names.join(', ');

export async function readPods(cluster: Cluster): Promise<KubeObject[]> {
  return cluster.list<KubeObject>('Watching the pods', [
    'get',
    'deployments,statefulsets,daemonsets,replicasets,pods',
  ]);
}

/** A StatefulSet whose pods are refused, and a pod whose volume cannot be made, say so in events only. */
async function findInEvents(
  cluster: Cluster,
  waiting: Workload[],
  all: KubeObject[],
  since: number,
): Promise<Problem | undefined> {
  const empty = waiting.filter(
    (workload) => workload.kind !== 'Deployment' && currentPods(workload, all).length === 0,
  );
  const unmade = waiting
    .flatMap((workload) => currentPods(workload, all))
    .filter(({ spec, status }) => status.phase === 'Pending' && spec.nodeName);
  if (empty.length === 0 && unmade.length === 0) return undefined;
  // Events outlive what they tell of by an hour, and know whole seconds only.
  const events = (await readEvents(cluster)).filter(
    (event) => Date.parse(eventTime(event)) >= Math.floor(since / 1000) * 1000,
  );
  const told = (object: KubeObject, reason: string) =>
    events.findLast(
      (event) =>
        event.reason === reason &&
        event.involvedObject.kind === object.kind &&
        event.involvedObject.name === object.metadata.name,
    );
  for (const workload of empty) {
    const refused = told(workload, 'FailedCreate');
    if (refused) return rejection(workload, refused.message ?? '');
  }
  for (const pod of unmade) {
    const { message = '' } = told(pod, 'FailedMount') ?? {};
    // A node that is late to read it says otherwise, and tries again.
    if (/(secret|configmap) ".*" not found|references non-existent .* key/i.test(message))
      return missingVolume(pod, message);
  }
  return undefined;
}

/** A StatefulSet waits for ever for a broken pod of an earlier revision, so that one is taken away. */
async function replaceStuckPods(cluster: Cluster, waiting: Workload[], all: KubeObject[]): Promise<void> {
  for (const pod of waiting.flatMap((workload) => stuckPods(workload, all))) {
    say(`Taking away ${named(pod)}, which an earlier release left unfinished`);
    await cluster.tryKubectl(['delete', 'pod', pod.metadata.name, '--wait=false']);
  }
}

function describe(workload: Workload, all: KubeObject[]): string {
  const states = currentPods(workload, all).map(({ status }) => {
    const waiting = status.containerStatuses?.find(({ state }) => state?.waiting)?.state?.waiting?.reason;
    return waiting ?? (status.phase === 'Running' ? 'running, not ready' : (status.phase ?? 'unknown'));
  });
  return `${workload.metadata.name} (${[...new Set(states)].join(', ') || 'no pod yet'})`;
}
