import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../console/failure.ts';
import { say } from '../console/say.ts';
import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import type { Cluster } from './cluster.ts';

const leavingLimitMs = 120_000;

/** A namespace that is being removed takes nothing new, so it is waited for. Returns whether that was so. */
export async function waitForLeavingNamespace(cluster: Cluster, everyMs = 2000): Promise<boolean> {
  const giveUpAt = Date.now() + leavingLimitMs;
  let saidAt = 0;
  let hasWaited = false;
  while (isLeaving(await readNamespace(cluster))) {
    if (Date.now() >= giveUpAt) throw stuck(cluster);
    if (Date.now() - saidAt >= 10_000) {
      say(`Waiting until the namespace ${cluster.namespace}, which is being removed, is gone`);
      saidAt = Date.now();
    }
    hasWaited = true;
    await pause(everyMs);
  }
  return hasWaited;
}

/** Whoever removes the release may remove a namespace that was made for it. */
export const madeForAnnotation = 'nx-deploy/made-for';

export async function ensureNamespace(cluster: Cluster, release: string): Promise<boolean> {
  const name = cluster.namespace;
  const found = await readNamespace(cluster);
  if (found && !isLeaving(found)) return false;
  if (found) {
    await waitForLeavingNamespace(cluster);
    if (await readNamespace(cluster)) return false;
  }
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  const annotations = { [madeForAnnotation]: release };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels, annotations } };
  await cluster.kubectl('Creating the namespace', apply, JSON.stringify(namespace));
  return true;
}

const apply = ['apply', '--server-side', '--force-conflicts', '--field-manager=nx-deploy', '--filename=-'];

export async function readNamespace(cluster: Cluster): Promise<KubeObject | undefined> {
  const args = ['get', 'namespace', cluster.namespace, '--ignore-not-found'];
  const [namespace] = await cluster.list<KubeObject>('Reading the namespace', args);
  return namespace;
}

const isLeaving = (namespace: KubeObject | undefined): boolean =>
  namespace?.metadata.deletionTimestamp !== undefined;

const stuck = ({ namespace, context }: Cluster): Failure =>
  new Failure({
    doing: `Waiting for the namespace ${namespace}`,
    wrong: `it is being removed and still there after ${leavingLimitMs / 60_000} minutes.`,
    mend: `See what holds it: kubectl --context ${context} get namespace ${namespace} --output yaml`,
  });
