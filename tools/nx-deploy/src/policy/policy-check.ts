import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone, sayNote } from '../console/say.ts';
import { readManifests } from '../kubernetes/read-manifests.ts';
import { allRules } from './all-rules.ts';
import { checkPolicy, failsPolicy, type Finding, isOpen, renderFinding } from './check-policy.ts';
import { writeReports } from './reports.ts';

export interface PolicyCheckOptions {
  /** File or folder of YAML. */
  manifests: string;
  /** Name of the folder for the reports, in dist/policy/<project>. */
  report: string;
  /** What is there without these manifests, as in "Secret shop-secrets". */
  given?: string[];
}

/** Holds manifests against the rules for safe and steady pods, and leaves reports for people and machines. */
export default executor<PolicyCheckOptions>(async ({ manifests, report, given = [] }, context) => {
  const project = projectOf(context).name;
  const read = await readManifests(context.root, manifests);
  if (read.some(({ problems }) => problems.length > 0))
    throw new Failure({
      doing: `Holding ${manifests} against the rules`,
      wrong: 'it is no YAML that Kubernetes would read.',
      mend: `See where: nx run ${project}:kube-validate`,
    });
  const objects = read.flatMap((manifest) => manifest.objects);
  if (!objects.some(({ object }) => typeof object.kind === 'string'))
    throw new Failure({
      doing: `Holding ${manifests} against the rules`,
      wrong: 'it holds no object of Kubernetes.',
      mend: 'Give a file or a folder with YAML documents that have an apiVersion and a kind.',
    });
  const findings = await checkPolicy(objects, given);
  const folder = `dist/policy/${project}/${report}`;
  await writeReports(context.root, folder, { manifests, objects: objects.length, findings });

  for (const finding of findings.filter((each) => !isOpen(each)))
    say(`${finding.object} may break ${finding.rule}: ${finding.ignoredBecause}`);
  const failing = findings.filter(failsPolicy);
  const advice = findings.filter((finding) => isOpen(finding) && !failsPolicy(finding));
  listPlaces(advice, folder).forEach(sayNote);
  if (failing.length > 0)
    throw new Failure({
      doing: `Holding ${manifests} against the rules`,
      wrong: `${failing.length === 1 ? 'one place breaks' : `${failing.length} places break`} a rule. All of them: ${folder}/policy.json`,
      mend: [
        ...listFixes(failing),
        `Or say why it must be so, in an annotation: policy.nx-deploy/ignore-RULE: "reason"`,
      ].join('\n'),
      evidence: listPlaces(failing, folder).slice(0, 30),
    });
  sayDone(
    `${manifests}: ${objects.length} objects keep ${allRules.length} rules${advice.length > 0 ? `, with ${advice.length} pieces of advice` : ''}`,
  );
});

/** A few places of each rule; in a chart of many services all of them say the same. */
function listPlaces(findings: Finding[], folder: string, most = 3): string[] {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.flatMap((rule) => {
    const places = findings.filter((finding) => finding.rule === rule);
    const left = places.length - most;
    return [
      ...places.slice(0, most).map(renderFinding),
      ...(left > 0 ? [`${left} more of ${rule} in ${folder}/policy.json`] : []),
    ];
  });
}

const listFixes = (findings: Finding[]): string[] => {
  const fixes = new Map(findings.map(({ rule, fix }) => [rule, `${rule}: ${fix}`]));
  return [...fixes.values()].slice(0, 8);
};
