import { isSameImage } from '../images/image-receipt.ts';
import {
  type ContainerStatus,
  isWorkload,
  type KubeObject,
  named,
  type Pod,
  type Workload,
} from '../kubernetes/kubernetes-objects.ts';

export interface ReleasedImage {
  app: string;
  project: string;
  /** As the pods name it. */
  image: string;
  imageId: string;
  manifestDigest: string | undefined;
}

/** Whether all pods of a workload are of its newest revision and ready. */
export function isRolledOut({ kind, metadata, spec, status }: Workload): boolean {
  if (!status || !isObserved({ metadata, status })) return false;
  if (kind === 'DaemonSet')
    return (
      status.numberReady === status.desiredNumberScheduled &&
      status.updatedNumberScheduled === status.desiredNumberScheduled
    );
  const wanted = spec.replicas ?? 1;
  const ready = (status.readyReplicas ?? 0) === wanted;
  if (kind === 'StatefulSet') return ready && status.currentRevision === status.updateRevision;
  return (
    ready &&
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted
  );
}

/** Whether the status speaks of the newest generation. */
export const isObserved = ({ metadata, status }: Pick<Workload, 'metadata' | 'status'>): boolean =>
  (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0);

/** The pods that a workload runs now; those of an earlier revision are on their way out, and ended ones count no more. */
export function currentPods(workload: Workload, all: KubeObject[]): Pod[] {
  const labels = Object.entries(workload.spec.selector?.matchLabels ?? {});
  const revision = currentRevision(workload, all);
  return all.filter((object): object is Pod => {
    if (object.kind !== 'Pod' || object.metadata.deletionTimestamp) return false;
    if (/^(Failed|Succeeded)$/.test((object as Pod).status.phase ?? '')) return false;
    const own = object.metadata.labels ?? {};
    if (!labels.every(([name, value]) => own[name] === value)) return false;
    return revision === undefined || own[revision.label] === revision.value;
  });
}

/** The pods that the workloads among the objects run now. */
export function podsOf(objects: KubeObject[], all: KubeObject[]): Pod[] {
  const names = new Set(objects.filter(isWorkload).map(named));
  return all
    .filter((object): object is Workload => names.has(named(object)))
    .flatMap((workload) => currentPods(workload, all));
}

function currentRevision(
  workload: Workload,
  all: KubeObject[],
): { label: string; value: string } | undefined {
  if (workload.kind === 'StatefulSet')
    return workload.status?.updateRevision
      ? { label: 'controller-revision-hash', value: workload.status.updateRevision }
      : undefined;
  if (workload.kind !== 'Deployment') return undefined;
  const value = currentReplicaSet(workload, all)?.metadata.labels?.['pod-template-hash'];
  return value ? { label: 'pod-template-hash', value } : undefined;
}

/** The ReplicaSet that makes the pods of a Deployment's newest revision. */
export function currentReplicaSet(deployment: Workload, all: KubeObject[]): Workload | undefined {
  const revision = deployment.metadata.annotations?.['deployment.kubernetes.io/revision'];
  return all.find(
    (object): object is Workload =>
      object.kind === 'ReplicaSet' &&
      isOwnedBy(deployment, object) &&
      object.metadata.annotations?.['deployment.kubernetes.io/revision'] === revision,
  );
}

/**
 * Pods of an earlier revision that a StatefulSet waits for in vain: it replaces none before each is ready, and these
 * never will be.
 */
export function stuckPods(workload: Workload, all: KubeObject[]): Pod[] {
  return earlierPods(workload, all).filter(
    (pod) => !isReady(pod) && (pod.status.phase === 'Pending' || isBackingOff(pod)),
  );
}

/** Pods that a StatefulSet has yet to replace. */
export function earlierPods(workload: Workload, all: KubeObject[]): Pod[] {
  const revision = workload.status?.updateRevision;
  if (workload.kind !== 'StatefulSet' || !revision) return [];
  return all.filter(
    (object): object is Pod =>
      object.kind === 'Pod' &&
      !object.metadata.deletionTimestamp &&
      isOwnedBy(workload, object) &&
      object.metadata.labels?.['controller-revision-hash'] !== revision,
  );
}

export const isOwnedBy = (owner: KubeObject, { metadata }: KubeObject): boolean =>
  metadata.ownerReferences?.some(({ kind, name }) => kind === owner.kind && name === owner.metadata.name) ??
  false;

export const isReady = ({ status }: Pod): boolean =>
  status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;

/** How far a workload has come. Each step is a number that is reached for the first time only once. */
export function listSteps(workload: Workload, all: KubeObject[]): string[] {
  const pods = currentPods(workload, all);
  const containers = pods.flatMap(containerStatuses);
  const steps = {
    generation: workload.status?.observedGeneration ?? 0,
    replicas: workload.status?.replicas ?? 0,
    pods: pods.length,
    scheduled: pods.filter(({ spec }) => spec.nodeName).length,
    started: containers.filter(({ state }) => state?.running ?? state?.terminated).length,
    ready: containers.filter(({ ready }) => ready).length,
  };
  return Object.entries(steps).map(([step, count]) => `${named(workload)} ${step} ${count}`);
}

export const containerStatuses = ({ status }: Pod): ContainerStatus[] => [
  ...(status.initContainerStatuses ?? []),
  ...(status.containerStatuses ?? []),
];

/** Whether each image that was built runs, and nothing else under its name. */
export const runsAllImages = (images: ReleasedImage[], pods: Pod[]): boolean =>
  images.every((released) => {
    const running = runningImageIds(released.image, pods);
    return running.length > 0 && running.every((id) => isSameImage(id, released));
  });

/** Whether a pod started from other content that somebody put under one of our names. */
export const runsForeignImage = (pod: Pod, images: ReleasedImage[]): boolean =>
  images.some((released) =>
    runningImageIds(released.image, [pod]).some((id) => id !== '' && !isSameImage(id, released)),
  );

/** Whether Kubernetes waits before it tries again, up to five minutes. */
export const isBackingOff = (pod: Pod): boolean =>
  containerStatuses(pod).some(({ state }) => /BackOff$/.test(state?.waiting?.reason ?? ''));

export function runningImageIds(image: string, pods: Pod[]): string[] {
  return pods.flatMap(({ spec, status }) =>
    spec.containers
      .filter((container) => container.image === image)
      .map(({ name }) => status.containerStatuses?.find((one) => one.name === name)?.imageID ?? ''),
  );
}
