import type { LocatedObject, Path } from '../kubernetes/located-manifest.ts';
import type { ContainerView, PodView } from './pods.ts';
import type { PolicySet } from './policy-set.ts';

/** Errors fail the check; warnings are advice that is only shown. */
export type Severity = 'error' | 'warning';

/** A place that breaks a rule. */
export interface Hit {
  located: LocatedObject;
  path: Path;
  says: string;
}

export interface Rule {
  id: string;
  severity: Severity;
  /** Why it matters, in a sentence. */
  reason: string;
  /** What to write instead. */
  fix: string;
  check(set: PolicySet): Hit[] | Promise<Hit[]>;
}

type About = Omit<Rule, 'check'>;

/** What a rule says against one thing: nothing, a sentence, or a sentence about a field in it. */
export type Verdict = string | { says: string; at: Path } | undefined | false;

type Verdicts = Verdict | Verdict[];

const hits = (located: LocatedObject, path: Path, verdicts: Verdicts): Hit[] =>
  (Array.isArray(verdicts) ? verdicts : [verdicts]).flatMap((verdict) => {
    if (!verdict) return [];
    return typeof verdict === 'string'
      ? [{ located, path, says: verdict }]
      : [{ located, path: [...path, ...verdict.at], says: verdict.says }];
  });

export const containerRule = (
  about: About,
  judge: (view: ContainerView, set: PolicySet) => Verdicts,
): Rule => ({
  ...about,
  check: (set) => set.containers.flatMap((view) => hits(view.pod.located, view.path, judge(view, set))),
});

export const podRule = (about: About, judge: (pod: PodView, set: PolicySet) => Verdicts): Rule => ({
  ...about,
  check: (set) => set.pods.flatMap((pod) => hits(pod.located, pod.path, judge(pod, set))),
});

/** A rule about objects of some kinds; about all when none is given. */
export const objectRule = <T>(
  about: About,
  kinds: string[],
  judge: (object: T & LocatedObject['object'], set: PolicySet, located: LocatedObject) => Verdicts,
): Rule => ({
  ...about,
  check: (set) =>
    set.objects
      .filter(({ object }) => kinds.length === 0 || kinds.includes(object.kind))
      .flatMap((located) =>
        hits(located, [], judge(located.object as T & LocatedObject['object'], set, located)),
      ),
});
