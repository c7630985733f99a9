import {
  type Container,
  isWorkload,
  type KubeObject,
  type Workload,
} from '../kubernetes/kubernetes-objects.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';

/** Cores and bytes. */
export interface Resources {
  cpu: number;
  memory: number;
}

export interface WorstCase {
  requests: Resources;
  limits: Resources;
  pods: number;
  /** Containers without a bound, as in "memory of backend": the worst case has no end there. */
  unbounded: string[];
}

/**
 * What a release may take at most: every pod that can exist at the same time, with all that its containers may use.
 * A Deployment counts the most replicas that its autoscaler may make, and the surge of a rolling update on top.
 */
export function computeWorstCase(objects: KubeObject[], nodes = 1): WorstCase {
  const total: WorstCase = { requests: none(), limits: none(), pods: 0, unbounded: [] };
  for (const workload of objects.filter(isWorkload)) {
    const pods = countPods(workload, objects, nodes);
    total.pods += pods;
    addTimes(total.requests, podResources(workload, 'requests'), pods);
    addTimes(total.limits, podResources(workload, 'limits'), pods);
    if (pods > 0) total.unbounded.push(...listUnbounded(workload));
  }
  return total;
}

const none = (): Resources => ({ cpu: 0, memory: 0 });

function addTimes(sum: Resources, { cpu, memory }: Resources, times: number): void {
  sum.cpu += cpu * times;
  sum.memory += memory * times;
}

function countPods(workload: Workload, objects: KubeObject[], nodes: number): number {
  if (workload.kind === 'DaemonSet') return nodes;
  const autoscaler = objects.find(
    (object): object is Autoscaler =>
      object.kind === 'HorizontalPodAutoscaler' &&
      (object as Autoscaler).spec.scaleTargetRef.kind === workload.kind &&
      (object as Autoscaler).spec.scaleTargetRef.name === workload.metadata.name,
  );
  const replicas = autoscaler?.spec.maxReplicas ?? workload.spec.replicas ?? 1;
  if (workload.kind !== 'Deployment' || workload.spec.strategy?.type === 'Recreate') return replicas;
  // Kubernetes' own default, and its rounding: up.
  const surge = workload.spec.strategy?.rollingUpdate?.maxSurge ?? '25%';
  const extra = String(surge).endsWith('%')
    ? Math.ceil((replicas * parseFloat(String(surge))) / 100)
    : Number(surge);
  return replicas + (replicas > 0 ? extra : 0);
}

interface Autoscaler extends KubeObject {
  spec: { maxReplicas: number; scaleTargetRef: { kind: string; name: string } };
}

/** Init containers run one after the other, before the others: the largest of both counts. */
function podResources(workload: Workload, kind: 'requests' | 'limits'): Resources {
  const { containers = [], initContainers = [] } = workload.spec.template?.spec ?? {};
  const amount = (container: Container, name: keyof Resources): number =>
    parseQuantity(container.resources?.[kind]?.[name] ?? container.resources?.limits?.[name] ?? 0);
  const together = (name: keyof Resources): number =>
    Math.max(
      containers.reduce((sum, container) => sum + amount(container, name), 0),
      ...initContainers.map((container) => amount(container, name)),
    );
  return { cpu: together('cpu'), memory: together('memory') };
}

function listUnbounded({ spec }: Workload): string[] {
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  return [...containers, ...initContainers].flatMap(({ name, resources }) =>
    (['cpu', 'memory'] as const)
      .filter((resource) => resources?.limits?.[resource] === undefined)
      .map((resource) => `${resource} of ${name}`),
  );
}
