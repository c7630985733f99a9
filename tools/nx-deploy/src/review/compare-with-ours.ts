import { listDifferences, renderDifference } from '../kubernetes/field-differences.ts';
import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import { findPod, type PodSpec, type PodView } from '../policy/pods.ts';
import { readQuantity } from '../kubernetes/quantity.ts';
import type { DeclaredVariable } from '../secrets/environment-contract.ts';
import { compareContainers, type FieldComplaint } from './compare-containers.ts';
import { comparePolicies } from './compare-policies.ts';
import { compareEntries } from './compare-entries.ts';
import { showValue } from './show-value.ts';

interface Side {
  located: LocatedObject;
  /** What is applied together with it. */
  objects: LocatedObject[];
}

interface Workload {
  selector?: { matchLabels?: Record<string, string> };
  replicas?: number;
  strategy?: { rollingUpdate?: { maxUnavailable?: number | string } };
  volumeClaimTemplates?: {
    metadata?: { name?: string };
    spec?: { resources?: { requests?: { storage?: string } } };
  }[];
}

/** What an object lacks, or has worse, than ours of the same kind and role. */
export function compareWithOurs(theirs: Side, ours: Side, declared: DeclaredVariable[]): FieldComplaint[] {
  const labels = compareLabels(theirs.located, ours.located);
  const { kind } = ours.located.object;
  const [theirPod, ourPod] = [findPod(theirs.located), findPod(ours.located)];
  if (theirPod && ourPod) return [...labels, ...compareWorkloads(theirs, theirPod, ours, ourPod, declared)];
  if (kind === 'Service') return [...labels, ...compareServices(theirs.located, ours.located)];
  if (kind === 'ConfigMap' || kind === 'Secret')
    return [...labels, ...compareEntries(theirs.located, ours, declared)];
  if (kind === 'NetworkPolicy') return [...labels, ...comparePolicies(theirs.located, ours.located)];
  return [...labels, ...compareSpecs(theirs.located, ours.located).filter(isNoOtherWay(theirs.located))];
}

/** A port by its number is as good as by its name, and a budget may count from the other end. */
const isNoOtherWay =
  ({ object }: LocatedObject) =>
  ({ field }: FieldComplaint): boolean =>
    !(
      (object.kind === 'Ingress' && /\.port\.(name|number)$/.test(field)) ||
      (object.kind === 'PodDisruptionBudget' &&
        field === 'spec.maxUnavailable' &&
        (object as { spec?: { minAvailable?: unknown } }).spec?.minAvailable !== undefined)
    );

function compareLabels(theirs: LocatedObject, ours: LocatedObject): FieldComplaint[] {
  const given = theirs.object.metadata.labels ?? {};
  return Object.keys(ours.object.metadata.labels ?? {})
    .filter((label) => !(label in given) && !/managed-by|helm\.sh/.test(label))
    .map((label) => ({
      verdict: 'missing',
      field: `metadata.labels["${label}"]`,
      says: 'ours has it',
      rule: 'recommended-labels',
    }));
}

function compareWorkloads(
  theirs: Side,
  theirPod: PodView,
  ours: Side,
  ourPod: PodView,
  declared: DeclaredVariable[],
): FieldComplaint[] {
  const [mine, other] = [specOf<Workload>(theirs.located), specOf<Workload>(ours.located)];
  const [kind, ourKind] = [theirs.located.object.kind, ours.located.object.kind];
  const complaints: FieldComplaint[] = [];
  if (kind !== ourKind)
    complaints.push({ verdict: 'worse', field: 'kind', says: `${kind}; ours: ${ourKind}` });
  complaints.push(
    ...compareLabelSets(mine.selector?.matchLabels, other.selector?.matchLabels, 'spec.selector.matchLabels'),
  );
  if ((mine.replicas ?? 1) < (other.replicas ?? 1))
    complaints.push({
      verdict: 'worse',
      field: 'spec.replicas',
      says: `${mine.replicas ?? 1}; ours: ${other.replicas}`,
    });
  else if (ourKind === 'StatefulSet' && (mine.replicas ?? 1) > (other.replicas ?? 1))
    complaints.push({
      verdict: 'worse',
      field: 'spec.replicas',
      says: `${mine.replicas}, each with data of its own; ours: ${other.replicas ?? 1}`,
    });
  const [unavailable, ourUnavailable] = [mine, other].map(
    ({ strategy }) => strategy?.rollingUpdate?.maxUnavailable,
  );
  if (ourUnavailable !== undefined && String(unavailable).replace('%', '') !== String(ourUnavailable))
    complaints.push({
      verdict: unavailable === undefined ? 'missing' : 'worse',
      field: 'spec.strategy.rollingUpdate.maxUnavailable',
      says: `${unavailable === undefined ? '' : `${unavailable}; `}ours: ${ourUnavailable}`,
    });
  return [
    ...complaints,
    ...compareClaims(mine, other),
    ...comparePods(theirPod.spec, ourPod.spec),
    ...pairContainers(theirPod.spec, ourPod.spec).flatMap(([container, ourContainer]) => {
      const name = ourContainer.name ?? '';
      if (!container)
        return [{ verdict: 'missing' as const, field: `containers[${name}]`, says: 'ours has it' }];
      return compareContainers(
        { container, pod: theirPod.spec, objects: theirs.objects },
        { container: ourContainer, pod: ourPod.spec, objects: ours.objects },
        declared,
      ).map((complaint) => ({
        ...complaint,
        field: `containers[${container.name ?? 0}].${complaint.field}`,
      }));
    }),
  ];
}

function compareClaims(
  { volumeClaimTemplates: theirs }: Workload,
  { volumeClaimTemplates: ours }: Workload,
): FieldComplaint[] {
  return (ours ?? []).flatMap((claim, at): FieldComplaint[] => {
    const size = claim.spec?.resources?.requests?.storage;
    const given = theirs?.[at]?.spec?.resources?.requests?.storage;
    const field = 'spec.volumeClaimTemplates';
    if (!theirs?.[at])
      return [{ verdict: 'missing', field, says: `its data would be lost; ours claims ${size}` }];
    const isSmaller = (readQuantity(given) ?? 0) < (readQuantity(size) ?? 0);
    return isSmaller ? [{ verdict: 'worse', field, says: `${given ?? 'no size'}; ours: ${size}` }] : [];
  });
}

const podRules: Record<string, string> = {
  automountServiceAccountToken: 'no-service-account-token',
  serviceAccountName: 'own-service-account',
  topologySpreadConstraints: 'spread-over-nodes',
};

function comparePods(theirs: PodSpec, ours: PodSpec): FieldComplaint[] {
  const fields = [
    'automountServiceAccountToken',
    'enableServiceLinks',
    'serviceAccountName',
    'topologySpreadConstraints',
    'imagePullSecrets',
  ];
  const given = theirs as Record<string, unknown>;
  const complaints = fields.flatMap((name): FieldComplaint[] => {
    const value = (ours as Record<string, unknown>)[name];
    if (value === undefined || given[name] !== undefined) return [];
    const rule = podRules[name] ? { rule: podRules[name] } : {};
    return [{ verdict: 'missing', field: name, says: `ours: ${showValue(value)}`, ...rule }];
  });
  const [patience, ourPatience] = [theirs, ours].map((spec) => spec.terminationGracePeriodSeconds ?? 30);
  if ((patience ?? 30) < (ourPatience ?? 30))
    complaints.push({
      verdict: 'worse',
      field: 'terminationGracePeriodSeconds',
      says: `${patience}; ours: ${ourPatience}`,
    });
  return complaints;
}

/** Ours, each with theirs of the same name, or in the same place. */
const pairContainers = (theirs: PodSpec, ours: PodSpec) =>
  (ours.containers ?? []).map((container, at) => {
    const list = theirs.containers ?? [];
    return [list.find(({ name }) => name === container.name) ?? list[at], container] as const;
  });

interface ServicePorts {
  selector?: Record<string, string>;
  type?: string;
  ports?: { port?: number; nodePort?: number }[];
}

/** One that lacks a label of ours, and has no other, takes in pods of others. */
function compareLabelSets(
  theirs: Record<string, string> | undefined,
  ours: Record<string, string> | undefined,
  field: string,
): FieldComplaint[] {
  const isWider = Object.entries(theirs ?? {}).every(([label, value]) => ours?.[label] === value);
  const missing = Object.keys(ours ?? {}).filter((label) => !(label in (theirs ?? {})));
  return isWider
    ? missing.map((label) => ({
        verdict: 'missing',
        field: `${field}["${label}"]`,
        says: 'ours has it, so as to choose no pods of others',
      }))
    : [];
}

function compareServices(theirs: LocatedObject, ours: LocatedObject): FieldComplaint[] {
  const [mine, other] = [specOf<ServicePorts>(theirs), specOf<ServicePorts>(ours)];
  const complaints = compareLabelSets(mine.selector, other.selector, 'spec.selector');
  const [type, ourType] = [mine.type ?? 'ClusterIP', other.type ?? 'ClusterIP'];
  if (type !== ourType)
    complaints.push({ verdict: 'worse', field: 'spec.type', says: `${type}; ours: ${ourType}` });
  for (const { port, nodePort } of other.ports ?? []) {
    const same = (mine.ports ?? []).find((each) => each.port === port);
    const ports = (mine.ports ?? []).map((each) => each.port).join(', ');
    if (!same)
      complaints.push({
        verdict: 'worse',
        field: 'spec.ports',
        says: `it answers on ${ports || 'no port'}; ours: ${port}`,
      });
    else if (nodePort && same.nodePort !== nodePort)
      complaints.push({
        verdict: 'worse',
        field: 'spec.ports[].nodePort',
        says: `${same.nodePort ?? 'any'}; ours: ${nodePort}`,
      });
  }
  return complaints;
}

/** Kinds without rules of their own are compared field by field; what they have on top is no complaint. */
function compareSpecs(theirs: LocatedObject, ours: LocatedObject): FieldComplaint[] {
  return listDifferences(specOf(ours), specOf(theirs), 'spec')
    .filter(({ before }) => before !== undefined)
    .map((difference) => ({
      verdict: difference.after === undefined ? 'missing' : 'differs',
      field: difference.path,
      says:
        difference.after === undefined
          ? `ours: ${showValue(difference.before)}`
          : renderDifference(difference),
    }));
}

const specOf = <T extends object>({ object }: LocatedObject): T => ((object as { spec?: T }).spec ?? {}) as T;
