import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import { type ContainerSpec, findPod } from '../policy/pods.ts';
import type { LocatedObject } from '../kubernetes/located-manifest.ts';

/** Kinds that run pods stand for each other: who writes a Deployment may have meant our StatefulSet. */
const running = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'];

const synonyms: Record<string, string> = {
  api: 'backend',
  server: 'backend',
  web: 'frontend',
  ui: 'frontend',
  client: 'frontend',
  www: 'frontend',
  db: 'database',
  postgres: 'database',
  postgresql: 'database',
  mysql: 'database',
  configmap: 'config',
  settings: 'config',
  secret: 'secrets',
};

/** Our object of the same kind and role, or undefined when none is like it. */
export function findEquivalent(theirs: LocatedObject, ours: LocatedObject[]): LocatedObject | undefined {
  const candidates = ours.filter(
    ({ object }) => isSameKind(object.kind, theirs.object.kind) && isForTheSame(theirs.object, object),
  );
  const common = commonWords(ours);
  const [best] = candidates
    .map((candidate) => ({ candidate, score: similarity(theirs, candidate, common) }))
    .sort((a, b) => b.score - a.score);
  if (best && best.score >= 2) return best.candidate;
  const isOnlyOne =
    candidates.length === 1 && (theirs.object.kind === 'ConfigMap' || theirs.object.kind === 'Secret');
  return isOnlyOne ? candidates[0] : undefined;
}

const isSameKind = (a: string, b: string): boolean => a === b || (running.includes(a) && running.includes(b));

/** A certificate is no form of our passwords, and a policy for some pods none of that for others. */
function isForTheSame(theirs: KubeObject, ours: KubeObject): boolean {
  if (theirs.kind === 'Secret') return secretType(theirs) === secretType(ours);
  if (theirs.kind !== 'NetworkPolicy' || theirs.metadata.name === ours.metadata.name) return true;
  return componentOf(theirs) === componentOf(ours);
}

const secretType = (object: KubeObject): string => (object as { type?: string }).type ?? 'Opaque';

const componentOf = (policy: KubeObject): string | undefined =>
  (policy as { spec?: { podSelector?: { matchLabels?: Record<string, string> } } }).spec?.podSelector
    ?.matchLabels?.['app.kubernetes.io/component'];

function similarity(theirs: LocatedObject, ours: LocatedObject, common: Set<string>): number {
  const [a, b] = [describe(theirs), describe(ours)];
  const shared = <T>(one: T[], other: T[]): number => one.filter((item) => other.includes(item)).length;
  const words = (list: string[]): string[] => list.filter((word) => !common.has(word));
  return (
    (theirs.object.metadata.name === ours.object.metadata.name ? 4 : 0) +
    2 * shared(words(a.words), words(b.words)) +
    2 * Math.min(1, shared(a.ports, b.ports)) +
    2 * Math.min(1, shared(a.images, b.images))
  );
}

function describe(located: LocatedObject): { words: string[]; ports: number[]; images: string[] } {
  const { metadata } = located.object;
  const labels = metadata.labels ?? {};
  const containers = findPod(located)?.spec.containers ?? [];
  return {
    words: wordsOf([metadata.name, labels['app.kubernetes.io/component'], labels['app'], labels['tier']]),
    ports: [...containers.flatMap(portsOf), ...servicePorts(located.object)],
    images: containers.map(({ image = '' }) => image.split('@')[0]?.split('/').at(-1)?.split(':')[0] ?? ''),
  };
}

const wordsOf = (names: (string | undefined)[]): string[] => [
  ...new Set(
    names
      .flatMap((name) => (name ?? '').toLowerCase().split(/[^a-z0-9]+/))
      .filter(Boolean)
      .map((word) => synonyms[word] ?? word),
  ),
];

/** Words in nearly every name of ours, such as the product's, tell nothing about the role. */
function commonWords(ours: LocatedObject[]): Set<string> {
  const names = ours.map(({ object }) => wordsOf([object.metadata.name]));
  const all = new Set(names.flat());
  return new Set(
    [...all].filter((word) => names.filter((list) => list.includes(word)).length > names.length * 0.7),
  );
}

const portsOf = ({ ports }: ContainerSpec): number[] =>
  (ports ?? []).flatMap(({ containerPort }) => containerPort ?? []);

const servicePorts = (object: KubeObject): number[] =>
  ((object as { spec?: { ports?: { port?: number }[] } }).spec?.ports ?? []).flatMap(
    ({ port }) => port ?? [],
  );
