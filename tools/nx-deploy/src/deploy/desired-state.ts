import { isWorkload, type KubeObject, type Workload } from '../kubernetes/kubernetes-objects.ts';
import { omit } from '../kubernetes/omit.ts';

export interface Owner {
  release: string;
  namespace: string;
}

interface Sources {
  live: KubeObject;
  /** As the server would have it, had nobody but the release ever touched it. */
  pure: KubeObject;
  rendered: KubeObject;
  /** All objects of the release. */
  all: KubeObject[];
  owner: Owner;
}

/** The living object as it should be: what the release says, and what is rightly others' business as it is now. */
export function desiredState(sources: Sources): KubeObject {
  const { live, pure, owner } = sources;
  const metadata = {
    ...omit(live.metadata, 'managedFields', 'ownerReferences'),
    name: live.metadata.name,
    ...(pure.metadata.ownerReferences ? { ownerReferences: pure.metadata.ownerReferences } : {}),
    labels: {
      ...keptEntries(live, pure, 'labels'),
      ...pure.metadata.labels,
      // helm itself writes these, and nothing of them stands in the manifest.
      'app.kubernetes.io/managed-by': 'Helm',
    },
    annotations: {
      ...keptEntries(live, pure, 'annotations'),
      ...pure.metadata.annotations,
      'meta.helm.sh/release-name': owner.release,
      'meta.helm.sh/release-namespace': owner.namespace,
    },
  };
  return keepOthersFields(sources, { ...omit(pure, 'status'), kind: pure.kind, metadata });
}

/** Leaves out what the server writes for itself. */
export function withoutBookkeeping(object: KubeObject): unknown {
  const { name, namespace, labels, annotations, ownerReferences } = object.metadata;
  return { ...omit(object, 'status'), metadata: { name, namespace, labels, annotations, ownerReferences } };
}

// deployment.kubernetes.io/revision, pv.kubernetes.io/bind-completed, kubectl's memory of an apply.
const kubernetesOwn = /(^|\.)(kubernetes|k8s)\.io\//;

/** Controllers note things on objects that they look after; what somebody wrote by hand is drift. */
function keptEntries(
  live: KubeObject,
  pure: KubeObject,
  section: 'labels' | 'annotations',
): Record<string, string> {
  const entries = Object.entries(live.metadata[section] ?? {}).filter(([key]) => {
    if (key in (pure.metadata[section] ?? {}) || key.startsWith('meta.helm.sh/')) return false;
    return (section === 'annotations' && kubernetesOwn.test(key)) || !isByHand(live, section, key);
  });
  return Object.fromEntries(entries);
}

function isByHand({ metadata }: KubeObject, section: string, key: string): boolean {
  const writers = (metadata.managedFields ?? []).filter(({ fieldsV1 }) => {
    const fields = fieldsV1?.['f:metadata'] as Record<string, object | undefined> | undefined;
    return `f:${key}` in (fields?.[`f:${section}`] ?? {});
  });
  return writers.length === 0 || writers.some(({ manager }) => /^kubectl/.test(manager ?? ''));
}

const restartedAt = 'kubectl.kubernetes.io/restartedAt';

function keepOthersFields({ live, rendered, all }: Sources, desired: KubeObject): KubeObject {
  if (live.kind === 'ServiceAccount') {
    // Older clusters list the tokens that they made for it.
    const { secrets } = live as { secrets?: unknown };
    return secrets ? Object.assign({}, desired, { secrets }) : desired;
  }
  if (!isWorkload(live) || !isWorkload(desired)) return desired;
  const spec = { ...desired.spec };
  const { replicas } = live.spec;
  const isLeftToOthers = (rendered as Workload).spec.replicas === undefined && isAutoscaled(live, all);
  // An autoscaler stays off at 0, so that is nobody's wish but drift.
  if (isLeftToOthers && replicas) spec.replicas = replicas;
  // A restart that somebody asked for is done, and undoing the note would restart once more.
  const restarted = live.spec.template?.metadata?.annotations?.[restartedAt];
  const template = spec.template;
  if (restarted && template && !template.metadata?.annotations?.[restartedAt])
    spec.template = {
      ...template,
      metadata: {
        ...template.metadata,
        annotations: { ...template.metadata?.annotations, [restartedAt]: restarted },
      },
    };
  return { ...desired, spec } as Workload;
}

/** By an autoscaler of the release, or one that somebody else made and that has set the number of pods last. */
const isAutoscaled = (workload: Workload, all: KubeObject[]): boolean =>
  isTargetOfAutoscaler(workload, all) ||
  (workload.metadata.managedFields ?? []).some(
    ({ manager, subresource }) => subresource === 'scale' && !/^kubectl/.test(manager ?? ''),
  );

export const isTargetOfAutoscaler = ({ kind, metadata }: Workload, all: KubeObject[]): boolean =>
  all.some((object) => {
    const { scaleTargetRef } =
      (object as { spec?: { scaleTargetRef?: { kind: string; name: string } } }).spec ?? {};
    return scaleTargetRef?.kind === kind && scaleTargetRef.name === metadata.name;
  });
