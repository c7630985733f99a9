import type { Path } from '../../kubernetes/located-manifest.ts';
import { type ContainerSpec, findPod, type PodSpec } from '../pods.ts';
import { objectRule, type Verdict } from '../rule.ts';
import type { ServiceShape } from './services.ts';

interface NamedPlace {
  name: string | undefined;
  at: Path;
}

type Listed = { name?: string; mountPath?: string };

const about = {
  id: 'unique-names',
  severity: 'error' as const,
  reason: 'A server refuses two containers, volumes, mounts or ports of one name.',
  fix: 'Give each a name of its own, or remove the one that is there twice.',
};

/** What must be there once; schemas cannot see that. */
export const nameRules = [
  objectRule(about, [], (object, _, located) => {
    if (object.kind === 'Service')
      return findTwins(listPlaces((object as ServiceShape).spec?.ports, ['spec', 'ports']));
    const pod = findPod(located);
    if (!pod) return undefined;
    return listUniques(pod.spec, pod.path).flatMap(findTwins);
  }),
];

/** Lists of things that need different names: containers of both kinds share theirs. */
function listUniques(spec: PodSpec, path: Path): NamedPlace[][] {
  const containers = (['initContainers', 'containers'] as const).flatMap((field) =>
    (spec[field] ?? []).map((container, at) => ({ container, at: [...path, field, at] })),
  );
  return [
    containers.map(({ container, at }) => ({ name: container.name, at })),
    listPlaces(spec.volumes, [...path, 'volumes']),
    ...containers.flatMap(({ container, at }) => listInContainer(container, at)),
  ];
}

const listInContainer = ({ ports, volumeMounts }: ContainerSpec, at: Path): NamedPlace[][] => [
  listPlaces(ports, [...at, 'ports']),
  listPlaces(volumeMounts, [...at, 'volumeMounts'], 'mountPath'),
];

const listPlaces = (
  list: Listed[] | undefined,
  path: Path,
  field: 'name' | 'mountPath' = 'name',
): NamedPlace[] => (list ?? []).map((item, at) => ({ name: item[field], at: [...path, at] }));

const findTwins = (places: NamedPlace[]): Verdict[] =>
  places.map(
    ({ name, at }, index) =>
      Boolean(name) &&
      places.findIndex((place) => place.name === name) !== index && {
        says: `another one is called ${name} too.`,
        at,
      },
  );
