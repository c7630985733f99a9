import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import { shapeObject } from '../schemas/shape-object.ts';
import { type ContainerView, findPod, listContainers, type PodView } from './pods.ts';

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** All objects that are applied together, as the rules look at them. */
export interface PolicySet {
  objects: LocatedObject[];
  pods: PodView[];
  containers: ContainerView[];
  /** All of a kind; those of one namespace when an object is given that they must be near to. */
  ofKind<T>(
    kind: string,
    near?: LocatedObject,
  ): { located: LocatedObject; object: T & LocatedObject['object'] }[];
  /** An object of the same namespace, or one that is made elsewhere: then it is known by name alone. */
  find(kind: string, name: string, near: LocatedObject): LocatedObject | 'given' | undefined;
  /** Pods of the same namespace that a selector chooses. */
  select(selector: LabelSelector, near: LocatedObject): PodView[];
}

/** `given` names what is there without these objects, as in "Secret shop-secrets". */
export function makePolicySet(objects: LocatedObject[], given: string[] = []): PolicySet {
  const usable = objects.filter(({ object }) => typeof object.kind === 'string').map(shapeObject);
  const pods = usable.flatMap((located) => findPod(located) ?? []);
  return {
    objects: usable,
    pods,
    containers: pods.flatMap(listContainers),
    ofKind: <T>(kind: string, near?: LocatedObject) =>
      usable
        .filter((located) => located.object.kind === kind && (!near || areTogether(located, near)))
        .map((located) => ({ located, object: located.object as T & LocatedObject['object'] })),
    find: (kind, name, near) =>
      usable.find(
        (located) =>
          located.object.kind === kind && located.object.metadata.name === name && areTogether(located, near),
      ) ?? (given.includes(`${kind} ${name}`) ? 'given' : undefined),
    select: (selector, near) =>
      pods.filter((pod) => areTogether(pod.located, near) && matches(selector, pod.labels)),
  };
}

/** An object without a namespace goes where the caller says, together with the others. */
function areTogether(a: LocatedObject, b: LocatedObject): boolean {
  const [one, other] = [a.object.metadata.namespace, b.object.metadata.namespace];
  return one === undefined || other === undefined || one === other;
}

export function matches(selector: LabelSelector, labels: Record<string, string>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      if (operator === 'In') return value !== undefined && values.includes(value);
      return value === undefined || !values.includes(value);
    })
  );
}
