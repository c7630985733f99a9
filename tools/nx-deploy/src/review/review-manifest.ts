import { named } from '../kubernetes/kubernetes-objects.ts';
import type { LocatedManifest, LocatedObject } from '../kubernetes/located-manifest.ts';
import { hideSecrets } from '../leaks/hide-secrets.ts';
import { checkPolicy, type Finding, isOpen } from '../policy/check-policy.ts';
import { type SchemaProblem, validateManifests } from '../schemas/validate-objects.ts';
import { compareWithOurs } from './compare-with-ours.ts';
import { shapeObject } from '../schemas/shape-object.ts';
import { findEquivalent } from './find-equivalent.ts';
import { lineOfField } from './line-of-field.ts';
import { renderVersions } from '../schemas/kubernetes-schemas.ts';
import type { Ours } from './read-ours.ts';
import type { ReviewRow } from './review-row.ts';

export interface Review {
  rows: ReviewRow[];
  /** Objects of theirs, each with ours of the same role, if there is one. */
  pairs: { theirs: LocatedObject; ours: LocatedObject | undefined }[];
}

/** Holds YAML that someone else wrote against the schemas, the rules, and what we have in its place. */
export async function reviewManifest(
  manifest: LocatedManifest,
  { objects: ours, around, variables }: Ours,
  versions: string[],
): Promise<Review> {
  const usable = manifest.objects.filter(({ object }) => typeof object.kind === 'string').map(shapeObject);
  const pairs = usable.map((theirs) => ({ theirs, ours: findEquivalent(theirs, ours) }));
  const replaced = new Set(pairs.filter(takesItsPlace).map((pair) => pair.ours));
  // What they bring takes the place of ours; the rest of ours stays around it.
  const together = [...usable, ...around.filter((object) => !replaced.has(object))];
  const [findings, baseline] = await Promise.all([checkPolicy(together), checkPolicy(ours)]);
  const invalid = validateManifests([manifest], versions).problems.map((problem) =>
    problemRow(problem, versions),
  );
  // One place is complained of once; schemas say more exactly what was meant.
  const isInvalid = ({ object, path }: Finding): boolean =>
    path !== '' && invalid.some((row) => row.object === object && row.field === path);
  const broken = findings.filter(
    (finding) => isOpen(finding) && isNew(finding, manifest, pairs, baseline) && !isInvalid(finding),
  );

  const compared = pairs.flatMap((pair) => {
    const equivalent = pair.ours;
    if (!equivalent) return [unknownRow(pair.theirs)];
    const rows = compareWithOurs(
      { located: pair.theirs, objects: together },
      { located: equivalent, objects: ours },
      variables,
    ).map((complaint): ReviewRow => ({
      ...complaint,
      line: lineOfField(pair.theirs, complaint.field),
      object: named(pair.theirs.object),
    }));
    return takesItsPlace(pair) ? [...rows, ...findLostAddresses(pair.theirs, equivalent, together)] : rows;
  });
  const theirFile = manifest.objects[0]?.file ?? '';
  const isSaid = ({ rule, object }: ReviewRow): boolean =>
    rule !== undefined && broken.some((finding) => finding.rule === rule && finding.object === object);
  const rest = await Promise.all(compared.filter((row) => !isSaid(row)).map(hideIn));
  return { pairs, rows: [...invalid, ...broken.map((finding) => findingRow(finding, theirFile)), ...rest] };
}

/** What is called by its name, or is for another part of the product, stands beside ours. */
function takesItsPlace({ theirs, ours }: Review['pairs'][number]): boolean {
  if (theirs.object.metadata.name === ours?.object.metadata.name) return true;
  const [component, ourComponent] = [theirs, ours].map(
    (located) => located?.object.metadata.labels?.['app.kubernetes.io/component'],
  );
  return (
    !['ServiceAccount', 'ConfigMap', 'Secret'].includes(theirs.object.kind) &&
    (component === undefined || component === ourComponent)
  );
}

/** Advice that ours would get too makes theirs no worse; and what is wrong in ours already is not theirs. */
function isNew(
  finding: Finding,
  manifest: LocatedManifest,
  pairs: Review['pairs'],
  baseline: Finding[],
): boolean {
  const isTheirs = manifest.objects.some(
    (located) => located.file === finding.file && named(located.object) === finding.object,
  );
  if (!isTheirs)
    return !baseline.some((other) => other.rule === finding.rule && other.object === finding.object);
  if (finding.severity === 'error') return true;
  const equivalent = pairs.find(({ theirs }) => named(theirs.object) === finding.object)?.ours;
  return !baseline.some(
    (other) =>
      other.rule === finding.rule &&
      // Our images are used elsewhere too.
      ((finding.rule === 'image-pinned' && other.says === finding.says) ||
        (equivalent && other.object === named(equivalent.object))),
  );
}

/** A value that is compared may be a secret where we would not look for one. */
const hideIn = async (row: ReviewRow): Promise<ReviewRow> => ({ ...row, says: await hideSecrets(row.says) });

/** Where not all versions that were asked for say so, those that do are named. */
const problemRow = (
  { line, object, file, path, wrong, hint, versions }: SchemaProblem,
  asked: string[],
): ReviewRow => ({
  verdict: 'wrong',
  line,
  object: object || file,
  field: path,
  says: [wrong, hint, versions.length < asked.length ? `(Kubernetes ${renderVersions(versions)})` : '']
    .filter(Boolean)
    .join(' '),
});

/** What is said of ours, because theirs stands beside it, names the file of ours. */
const findingRow = (
  { severity, line, object, path, says, rule, file }: Finding,
  theirFile: string,
): ReviewRow => ({
  verdict: severity === 'error' ? 'wrong' : 'worse',
  line,
  object: file === theirFile ? object : `${object} in ${file}`,
  field: path,
  says: `${says} (${rule})`,
  rule,
});

const unknownRow = (theirs: LocatedObject): ReviewRow => ({
  verdict: 'differs',
  line: theirs.lineOf([]),
  object: named(theirs.object),
  field: '',
  says: 'nothing of ours is like it, so only schemas and rules were asked.',
});

/** A Service by another name leaves everybody who calls it by ours alone. */
function findLostAddresses(
  theirs: LocatedObject,
  ours: LocatedObject,
  together: LocatedObject[],
): ReviewRow[] {
  const { name } = ours.object.metadata;
  if (ours.object.kind !== 'Service' || theirs.object.metadata.name === name) return [];
  const caller = together.find(({ object }) => new RegExp(`(//|@)${name}[:/.]`).test(JSON.stringify(object)));
  return caller
    ? [
        {
          verdict: 'worse',
          line: theirs.lineOf(['metadata', 'name']),
          object: named(theirs.object),
          field: 'metadata.name',
          says: `${named(caller.object)} reaches it as ${name}`,
        },
      ]
    : [];
}
