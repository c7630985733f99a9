import type { LocatedObject, Path } from '../kubernetes/located-manifest.ts';
import { findPod } from '../policy/pods.ts';

/**
 * The line of a field as complaints name it, `spec.replicas` or `containers[api].resources`, which counts from the pod
 * where no such field stands at the top. Else the line of the nearest field around it that is there.
 */
export function lineOfField(located: LocatedObject, field: string): number {
  const steps = [...field.matchAll(/\["([^"]+)"\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(
    ([, quoted, listed, plain]) => quoted ?? listed ?? plain ?? '',
  );
  const isOfPod = !['kind', 'metadata', 'spec', 'data'].includes(steps[0] ?? '');
  const path: Path = isOfPod ? [...(findPod(located)?.path ?? [])] : [];
  let value = path.reduce(follow, located.object as unknown);
  for (const step of steps) {
    const place = Array.isArray(value) ? placeOf(value, step) : step;
    if (place === undefined) break;
    path.push(place);
    value = follow(value, place);
  }
  return located.lineOf(path);
}

const follow = (value: unknown, step: string | number): unknown =>
  (value as Record<string | number, unknown> | null | undefined)?.[step];

/** Things in lists are called by their name, else by their place. */
function placeOf(list: unknown[], name: string): number | undefined {
  const at = list.findIndex((item) => (item as { name?: unknown } | null)?.name === name);
  if (at >= 0) return at;
  return /^\d+$/.test(name) ? Number(name) : undefined;
}
