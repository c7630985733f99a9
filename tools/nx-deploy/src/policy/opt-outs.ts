import type { LocatedObject, Path } from '../kubernetes/located-manifest.ts';
import { findPod } from './pods.ts';

const prefix = 'policy.nx-deploy/ignore-';
const shortestReason = 10;

/** An annotation that excuses an object from a rule, as in `policy.nx-deploy/ignore-open-node-port: "…"`. */
export interface OptOut {
  located: LocatedObject;
  rule: string;
  reason: string;
  path: Path;
}

/** Opt-outs stand in the annotations of an object, or of its pods. */
export function listOptOuts(located: LocatedObject): OptOut[] {
  const pod = findPod(located);
  const places: { annotations: Record<string, unknown> | undefined; path: Path }[] = [
    { annotations: located.object.metadata.annotations, path: ['metadata', 'annotations'] },
    ...(pod && pod.path.length > 1
      ? [{ annotations: pod.annotations, path: [...pod.path.slice(0, -1), 'metadata', 'annotations'] }]
      : []),
  ];
  return places.flatMap(({ annotations, path }) =>
    Object.entries(annotations ?? {})
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, reason]) => ({
        located,
        rule: name.slice(prefix.length),
        reason: String(reason ?? '').trim(),
        path: [...path, name],
      })),
  );
}

export const isJustified = ({ reason }: OptOut): boolean => reason.length >= shortestReason;

/** What is wrong with an opt-out itself. */
export function judgeOptOut(optOut: OptOut, rules: string[], isUsed: boolean): string | undefined {
  if (!rules.includes(optOut.rule)) return `there is no rule "${optOut.rule}" to opt out of.`;
  if (!isJustified(optOut)) return `it opts out of ${optOut.rule} and does not say why.`;
  return isUsed ? undefined : `it opts out of ${optOut.rule}, which it does not break.`;
}
