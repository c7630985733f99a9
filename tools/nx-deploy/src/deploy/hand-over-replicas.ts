import type { Cluster } from '../cluster/cluster.ts';
import { isWorkload, type KubeObject, named, type Workload } from '../kubernetes/kubernetes-objects.ts';
import { isTargetOfAutoscaler } from './desired-state.ts';

/**
 * Keeps the number of pods for an autoscaler that is to take over. helm gives the field up, and one that is nobody's
 * falls back to one pod. So another owner is noted first, as Kubernetes advises ("Transferring ownership", Server-Side
 * Apply). helm 3 sends the fallback itself, and nothing helps.
 */
export async function handOverReplicas(
  cluster: Cluster,
  living: KubeObject[],
  objects: KubeObject[],
): Promise<void> {
  const handed = listHandedOver(living, objects);
  if (handed.length === 0) return;
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: handed });
  await cluster.kubectl('Handing the number of pods over to the autoscaler', apply, list);
}

const apply = [
  'apply',
  '--server-side',
  '--force-conflicts',
  '--field-manager=nx-deploy-replicas',
  // kubectl misses what is not sent; the server looks at the whole object.
  '--validate=false',
  '--filename=-',
];

/** Of each workload that gets an autoscaler, what says how many pods it has now. */
export function listHandedOver(living: KubeObject[], objects: KubeObject[]): KubeObject[] {
  const before = new Map(living.filter(isWorkload).map((workload) => [named(workload), workload]));
  return objects
    .filter(isWorkload)
    .filter((workload) => workload.spec.replicas === undefined && isTargetOfAutoscaler(workload, objects))
    .flatMap((workload) => {
      const replicas = before.get(named(workload))?.spec.replicas;
      return replicas === undefined ? [] : [onlyReplicas(workload, replicas)];
    });
}

const onlyReplicas = ({ apiVersion, kind, metadata: { name } }: Workload, replicas: number): KubeObject =>
  ({ apiVersion, kind, metadata: { name }, spec: { replicas } }) as KubeObject;
