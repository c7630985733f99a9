import { type LocatedObject, renderPath } from '../kubernetes/located-manifest.ts';
import { named } from '../kubernetes/kubernetes-objects.ts';
import { allRules } from './all-rules.ts';
import { isJustified, judgeOptOut, listOptOuts, type OptOut } from './opt-outs.ts';
import { makePolicySet } from './policy-set.ts';
import type { Hit, Rule, Severity } from './rule.ts';

export interface Finding {
  rule: string;
  severity: Severity;
  file: string;
  line: number;
  template?: string;
  object: string;
  path: string;
  says: string;
  fix: string;
  /** Why this one may stay; then it counts no more. */
  ignoredBecause?: string;
}

/** The rule about opt-outs themselves, which nobody can opt out of. */
export const optOutRule = {
  id: 'justified-opt-out',
  severity: 'error' as Severity,
  reason: 'An exception that nobody can explain is a hole.',
  fix: 'Say in the annotation why the rule does not count here, or remove the annotation.',
};

/** Holds objects that are applied together against all rules. `given` names what is there without them. */
export async function checkPolicy(
  objects: LocatedObject[],
  given: string[] = [],
  rules: Rule[] = allRules,
): Promise<Finding[]> {
  const set = makePolicySet(objects, given);
  const optOuts = set.objects.flatMap(listOptOuts);
  const used = new Set<OptOut>();
  const found = await Promise.all(
    rules.map(async (rule) =>
      (await rule.check(set)).map((hit) => {
        const optOut = optOuts.find((each) => each.located === hit.located && each.rule === rule.id);
        if (optOut) used.add(optOut);
        return makeFinding(rule, hit, optOut && isJustified(optOut) ? optOut.reason : undefined);
      }),
    ),
  );
  const ids = rules.map(({ id }) => id);
  const aboutOptOuts = optOuts.flatMap((optOut) => {
    const says = judgeOptOut(optOut, ids, used.has(optOut));
    return says ? [makeFinding(optOutRule, { located: optOut.located, path: optOut.path, says })] : [];
  });
  return [...found.flat(), ...aboutOptOuts];
}

function makeFinding(
  { id, severity, fix }: Pick<Rule, 'id' | 'severity' | 'fix'>,
  { located, path, says }: Hit,
  ignoredBecause?: string,
): Finding {
  return {
    rule: id,
    severity,
    file: located.file,
    line: located.lineOf(path),
    ...(located.template ? { template: located.template } : {}),
    object: named(located.object),
    path: renderPath(located.object, path),
    says,
    fix,
    ...(ignoredBecause ? { ignoredBecause } : {}),
  };
}

export const isOpen = ({ ignoredBecause }: Finding): boolean => ignoredBecause === undefined;

export const failsPolicy = (finding: Finding): boolean => isOpen(finding) && finding.severity === 'error';

/** "file:12 Deployment shop spec…: it may run as root. (run-as-non-root)" */
export const renderFinding = ({ file, line, object, path, says, rule, template }: Finding): string =>
  `${file}:${line} ${object}${path ? ` ${path}` : ''}: ${says} (${rule})${template ? ` [${template}]` : ''}`;
