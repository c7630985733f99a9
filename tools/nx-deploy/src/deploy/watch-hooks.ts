import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { diagnosePod, type Problem } from './diagnose.ts';
import { type KubeObject, named, type Pod } from '../kubernetes/kubernetes-objects.ts';
import { isOwnedBy } from './rollout.ts';

export interface HookWatch {
  hooks: KubeObject[];
  /** When helm began. */
  since: number;
  readyWithinMs: number;
}

/** Watches the pods of hooks while helm waits for them, which tells nothing until its time is up. */
export async function watchHooks(
  cluster: Cluster,
  { hooks, since, readyWithinMs }: HookWatch,
  signal: AbortSignal,
  everyMs = 1000,
): Promise<Problem | undefined> {
  while (!signal.aborted) {
    for (const pod of await readHookPods(cluster, hooks, since)) {
      if (pod.status.phase === 'Failed') continue;
      // A job is done when its program ends, so none is asked whether it is ready.
      const problem = diagnosePod(pod, { now: Date.now(), since, readyWithinMs: Infinity });
      if (problem) return problem;
    }
    await pause(Math.min(everyMs, readyWithinMs));
  }
  return undefined;
}

/** The pod of a hook that ended badly, once helm has given up. */
export async function findFailedHook(
  cluster: Cluster,
  { hooks, since }: HookWatch,
): Promise<Problem | undefined> {
  const pods = await readHookPods(cluster, hooks, since);
  const failed = pods.findLast(({ status }) => status.phase === 'Failed');
  if (!failed) return undefined;
  const status = failed.status.containerStatuses?.find(({ state }) => state?.terminated?.exitCode);
  const hook = hooks.find((one) => isOf(failed, one));
  return {
    object: hook
      ? { kind: hook.kind, name: hook.metadata.name }
      : { kind: 'Pod', name: failed.metadata.name },
    pod: failed.metadata.name,
    container: status?.name ?? failed.spec.containers[0]?.name ?? '',
    reason: 'HookFailed',
    message: `ended with exit code ${status?.state?.terminated?.exitCode ?? 'unknown'}, and helm stopped there`,
    cause: `the hook ${hook ? named(hook) : failed.metadata.name} did not succeed, so nothing after it was sent.`,
    mend: 'Correct what its last log lines name.',
    logs: 'current',
  };
}

async function readHookPods(cluster: Cluster, hooks: KubeObject[], since: number): Promise<Pod[]> {
  const pods = await cluster.list<Pod>('Watching the hooks', ['get', 'pods']);
  return pods
    .filter((pod) => hooks.some((hook) => isOf(pod, hook)))
    .filter(({ metadata }) => Date.parse(metadata.creationTimestamp ?? '') >= Math.floor(since / 1000) * 1000)
    .sort((a, b) => (a.metadata.creationTimestamp ?? '').localeCompare(b.metadata.creationTimestamp ?? ''));
}

const isOf = (pod: Pod, hook: KubeObject): boolean => named(pod) === named(hook) || isOwnedBy(hook, pod);
