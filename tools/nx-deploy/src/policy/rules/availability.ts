import type { LocatedObject } from '../../kubernetes/located-manifest.ts';
import { findPod, type PodView } from '../pods.ts';
import { type LabelSelector, matches, type PolicySet } from '../policy-set.ts';
import { objectRule } from '../rule.ts';

interface Autoscaler {
  spec?: {
    minReplicas?: number;
    maxReplicas?: number;
    scaleTargetRef?: { kind?: string; name?: string };
    metrics?: { resource?: { name?: string } }[];
  };
}

interface Budget {
  spec?: {
    selector?: LabelSelector;
    minAvailable?: number | string;
    maxUnavailable?: number | string;
    unhealthyPodEvictionPolicy?: string;
  };
}

interface Replicated {
  spec?: { replicas?: number };
}

const replicated = ['Deployment', 'StatefulSet'];

const autoscalerOf = (
  set: PolicySet,
  located: LocatedObject,
): (Autoscaler & LocatedObject['object']) | undefined =>
  set
    .ofKind<Autoscaler>('HorizontalPodAutoscaler', located)
    .find(
      ({ object }) =>
        object.spec?.scaleTargetRef?.kind === located.object.kind &&
        object.spec.scaleTargetRef.name === located.object.metadata.name,
    )?.object;

/** As policy/v1 says: an empty selector chooses all pods of its namespace, a missing one none. */
const keeps = ({ spec }: Budget, labels: Record<string, string>): boolean =>
  spec?.selector !== undefined && matches(spec.selector, labels);

const keptPods = (budget: Budget, set: PolicySet, located: LocatedObject): PodView[] =>
  set.select({}, located).filter(({ labels, isLongRunning }) => isLongRunning && keeps(budget, labels));

/** The fewest pods that are meant to run. */
const fewest = (set: PolicySet, located: LocatedObject): number =>
  autoscalerOf(set, located)?.spec?.minReplicas ?? (located.object as Replicated).spec?.replicas ?? 1;

const most = (set: PolicySet, located: LocatedObject): number =>
  Math.max(autoscalerOf(set, located)?.spec?.maxReplicas ?? 0, fewest(set, located));

/** What keeps a service up while nodes and pods come and go. */
export const availabilityRules = [
  objectRule(
    {
      id: 'disruption-budget',
      severity: 'error',
      reason: 'Emptying a node may take all pods of a service away at once.',
      fix: 'Add a PodDisruptionBudget with maxUnavailable: 1 for its pods.',
    },
    replicated,
    (_, set, located) => {
      const labels = findPod(located)?.labels ?? {};
      const isKept = set
        .ofKind<Budget>('PodDisruptionBudget', located)
        .some(({ object }) => keeps(object, labels));
      return (
        most(set, located) > 1 &&
        !isKept &&
        'it has several pods, and no PodDisruptionBudget keeps any of them.'
      );
    },
  ),
  objectRule<Budget>(
    {
      id: 'budget-lets-drain',
      severity: 'error',
      reason: 'A budget that allows nothing keeps nodes from being emptied, for ever.',
      fix: 'Use maxUnavailable: 1.',
    },
    ['PodDisruptionBudget'],
    (budget, set, located) => {
      const { spec } = budget;
      if (spec?.maxUnavailable === 0 || spec?.maxUnavailable === '0%' || spec?.minAvailable === '100%')
        return { says: 'no pod may ever leave.', at: ['spec'] };
      const pods = keptPods(budget, set, located);
      const count = pods.reduce((sum, pod) => sum + fewest(set, pod.located), 0);
      return (
        typeof spec?.minAvailable === 'number' &&
        pods.length > 0 &&
        spec.minAvailable >= count && {
          says: `it wants ${spec.minAvailable} pods, and there may be only ${count}.`,
          at: ['spec', 'minAvailable'],
        }
      );
    },
  ),
  objectRule<Budget>(
    {
      id: 'budget-selects-pods',
      severity: 'error',
      reason: 'A budget that finds no pods keeps none.',
      fix: 'Use the labels of the pods in its selector.',
    },
    ['PodDisruptionBudget'],
    (budget, set, located) =>
      keptPods(budget, set, located).length === 0 && {
        says: budget.spec?.selector ? 'its selector finds no pods.' : 'without a selector it finds no pods.',
        at: ['spec', 'selector'],
      },
  ),
  objectRule<Budget>(
    {
      id: 'budget-frees-broken-pods',
      severity: 'warning',
      reason: 'Pods that never get ready keep their node from being emptied, though they serve nobody.',
      fix: 'Set unhealthyPodEvictionPolicy: AlwaysAllow.',
    },
    ['PodDisruptionBudget'],
    ({ spec }) =>
      spec?.unhealthyPodEvictionPolicy !== 'AlwaysAllow' && {
        says: 'it keeps broken pods too.',
        at: ['spec'],
      },
  ),
  objectRule(
    {
      id: 'spread-over-nodes',
      severity: 'warning',
      reason: 'Several pods on one node are gone together.',
      fix: 'Add topologySpreadConstraints over kubernetes.io/hostname, or a podAntiAffinity.',
    },
    replicated,
    (_, set, located) => {
      const spec = findPod(located)?.spec;
      const isSpread =
        (spec?.topologySpreadConstraints ?? []).length > 0 || spec?.affinity?.podAntiAffinity !== undefined;
      return most(set, located) > 1 && !isSpread && 'nothing keeps its pods on different nodes.';
    },
  ),
  objectRule<Autoscaler>(
    {
      id: 'autoscaler-target',
      severity: 'error',
      reason: 'An autoscaler without its workload, or without requests to measure against, scales nothing.',
      fix: 'Name a workload that is there, and give its containers requests.',
    },
    ['HorizontalPodAutoscaler'],
    ({ spec }, set, located) => {
      const { kind = '', name = '' } = spec?.scaleTargetRef ?? {};
      const target = set.find(kind, name, located);
      if (!target) return { says: `there is no ${kind} ${name}.`, at: ['spec', 'scaleTargetRef'] };
      const metrics = (spec?.metrics ?? []).flatMap(({ resource }) => resource?.name ?? []);
      const containers = target === 'given' ? [] : (findPod(target)?.spec.containers ?? []);
      return metrics
        .filter((metric) =>
          containers.some(({ resources }) => !resources?.requests?.[metric] && !resources?.limits?.[metric]),
        )
        .map((metric) => ({
          says: `${kind} ${name} requests no ${metric}, so its use cannot be measured.`,
          at: ['spec', 'metrics'],
        }));
    },
  ),
  objectRule<Autoscaler>(
    {
      id: 'autoscaler-range',
      severity: 'error',
      reason: 'Between equal numbers nothing is scaled, and a server refuses a least above the most.',
      fix: 'Set maxReplicas above minReplicas, or remove the autoscaler and set replicas.',
    },
    ['HorizontalPodAutoscaler'],
    ({ spec }) =>
      spec?.maxReplicas !== undefined &&
      (spec.minReplicas ?? 1) >= spec.maxReplicas && {
        says: `it has at least ${spec.minReplicas ?? 1} pods and at most ${spec.maxReplicas}.`,
        at: ['spec', 'maxReplicas'],
      },
  ),
  objectRule<Replicated>(
    {
      id: 'autoscaled-replicas',
      severity: 'error',
      reason: 'Each deploy would put back the number that the autoscaler had changed.',
      fix: 'Leave spec.replicas out of the workload.',
    },
    replicated,
    ({ spec }, set, located) =>
      spec?.replicas !== undefined &&
      autoscalerOf(set, located) !== undefined && {
        says: 'it sets replicas, and an autoscaler does too.',
        at: ['spec', 'replicas'],
      },
  ),
];
