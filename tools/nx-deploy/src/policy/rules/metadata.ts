import { knownVersions, loadVersion } from '../../schemas/kubernetes-schemas.ts';
import { findPod } from '../pods.ts';
import { objectRule, podRule, type Verdict } from '../rule.ts';

const wanted = ['app.kubernetes.io/name', 'app.kubernetes.io/instance'];

const listMissing = (labels: Record<string, string> | undefined): string[] =>
  wanted.filter((label) => !labels?.[label]);

const oldAnnotations: [RegExp, string][] = [
  [/^seccomp\.security\.alpha\.kubernetes\.io\//, 'securityContext.seccompProfile'],
  [
    /^container\.(apparmor|seccomp)\.security\.(beta|alpha)\.kubernetes\.io\//,
    'securityContext.appArmorProfile',
  ],
  [/^kubernetes\.io\/ingress\.class$/, 'spec.ingressClassName'],
  [/^scheduler\.alpha\.kubernetes\.io\//, 'the fields of the pod'],
  [/^volume\.beta\.kubernetes\.io\/storage-class$/, 'spec.storageClassName'],
];

/** Who an object belongs to, and whether it still will be one in the next version. */
export const metadataRules = [
  objectRule(
    {
      id: 'recommended-labels',
      severity: 'error',
      reason: 'People and programs find what belongs together by these labels.',
      fix: 'Set the labels app.kubernetes.io/name and app.kubernetes.io/instance.',
    },
    [
      'Deployment',
      'StatefulSet',
      'DaemonSet',
      'Job',
      'CronJob',
      'Pod',
      'Service',
      'ConfigMap',
      'Secret',
      'Ingress',
    ],
    ({ metadata }) => {
      const missing = listMissing(metadata.labels);
      return (
        missing.length > 0 && { says: `it has no label ${missing.join(' and none ')}.`, at: ['metadata'] }
      );
    },
  ),
  podRule(
    {
      id: 'pod-labels',
      severity: 'error',
      reason: 'Selectors, budgets and policies see the labels of the pods alone.',
      fix: 'Set the same labels in the pod template.',
    },
    ({ labels, path, located }) => {
      const missing = path.length > 1 && !/Job$/.test(located.object.kind) ? listMissing(labels) : [];
      return missing.length > 0 && `its pods have no label ${missing.join(' and none ')}.`;
    },
  ),
  objectRule(
    {
      id: 'no-default-namespace',
      severity: 'warning',
      reason: 'In the namespace "default" all that nobody cares for comes together.',
      fix: 'Leave metadata.namespace out, and say where to when you apply.',
    },
    [],
    ({ metadata }) =>
      metadata.namespace === 'default' && {
        says: 'it goes to the namespace "default".',
        at: ['metadata', 'namespace'],
      },
  ),
  objectRule(
    {
      id: 'no-system-namespace',
      severity: 'error',
      reason: "The cluster's own namespaces hold its own programs, with rights and priorities of their own.",
      fix: 'Leave metadata.namespace out, and say where to when you apply.',
    },
    [],
    ({ metadata }) =>
      /^kube-(system|public|node-lease)$/.test(metadata.namespace ?? '') && {
        says: `it goes to the namespace "${metadata.namespace}".`,
        at: ['metadata', 'namespace'],
      },
  ),
  objectRule(
    {
      id: 'duplicate-object',
      severity: 'error',
      reason: 'The second one replaces the first.',
      fix: 'Keep one, or give it another name.',
    },
    [],
    ({ kind, metadata }, set, located) => {
      const first = set.find(kind, metadata.name, located);
      return (
        metadata.name !== '' &&
        typeof first === 'object' &&
        first !== located && {
          says: `there is another ${kind} ${metadata.name} in ${first.file}:${first.lineOf([])}.`,
          at: ['metadata', 'name'],
        }
      );
    },
  ),
  objectRule(
    {
      id: 'deprecated-api',
      severity: 'error',
      reason: 'Clusters stop to know old versions of an API.',
      fix: 'Use the version that is named.',
    },
    [],
    ({ apiVersion, kind }) => apiVersion !== undefined && judgeApi(apiVersion, kind),
  ),
  objectRule(
    {
      id: 'deprecated-annotation',
      severity: 'error',
      reason: 'Kubernetes does not heed these annotations any more.',
      fix: 'Use the field that is named.',
    },
    [],
    (object, _, located) => {
      const podAnnotations = findPod(located)?.annotations ?? {};
      return Object.keys({ ...object.metadata.annotations, ...podAnnotations }).map((name) => {
        const field = oldAnnotations.find(([pattern]) => pattern.test(name))?.[1];
        return field && { says: `${name} is of the past; use ${field}.`, at: ['metadata'] };
      });
    },
  ),
  objectRule<{ metadata: { labels?: Record<string, string> } }>(
    {
      id: 'namespace-pod-security',
      severity: 'warning',
      reason: 'The cluster can refuse unsafe pods by itself, whoever sends them.',
      fix: 'Set the label pod-security.kubernetes.io/enforce: restricted.',
    },
    ['Namespace'],
    ({ metadata }) =>
      metadata.labels?.['pod-security.kubernetes.io/enforce'] !== 'restricted' && {
        says: 'it lets unsafe pods in.',
        at: ['metadata'],
      },
  ),
];

function judgeApi(apiVersion: string, kind: string): Verdict {
  const { kinds } = loadVersion(knownVersions().at(-1) ?? '');
  const versions = [...kinds.keys()]
    .map((key) => key.split(' '))
    .filter(([, name]) => name === kind)
    .map(([version = '']) => version);
  const group = apiVersion.split('/').slice(0, -1).join('/');
  const stable = versions.find((version) => /(^|\/)v\d+$/.test(version));
  // Kinds of other groups come with a CustomResourceDefinition, and their makers decide.
  const isOurs = group === 'extensions' || group === '' || !group.includes('.') || group.endsWith('.k8s.io');
  if (
    !stable ||
    !isOurs ||
    apiVersion === stable ||
    (/(^|\/)v\d+$/.test(apiVersion) && versions.includes(apiVersion))
  )
    return undefined;
  return { says: `${apiVersion} is of the past; use ${stable}.`, at: ['apiVersion'] };
}
