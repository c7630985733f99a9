import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone } from '../console/say.ts';
import { named } from '../kubernetes/kubernetes-objects.ts';
import { versionsIn } from '../schemas/kubernetes-schemas.ts';
import { readAnswer } from './read-answer.ts';
import { type OurFiles, readOurs } from './read-ours.ts';
import { reviewManifest } from './review-manifest.ts';
import { isComplaint, renderTable } from './review-row.ts';

export interface ReviewOptions extends OurFiles {
  /** The YAML to review. */
  file: string;
  kubernetes?: string;
}

/** Reviews YAML that someone else wrote: what is wrong, what ours has that it lacks, what is worse. */
export default executor<ReviewOptions>(async ({ file, kubernetes, ...ours }, context) => {
  const path = isAbsolute(file) ? file : join(context.root, file);
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new Failure({
      doing: `Reviewing ${file}`,
      wrong: 'it cannot be read.',
      mend: `Check the path; it counts from ${context.root}.`,
    });
  const manifest = readAnswer(text, isAbsolute(file) ? relative(context.root, file) : file);
  if (manifest.objects.length === 0 && manifest.problems.length === 0)
    throw new Failure({
      doing: `Reviewing ${file}`,
      wrong: 'it holds no Kubernetes object.',
      mend: 'Give a file with YAML documents that have an apiVersion and a kind.',
    });
  const { rows, pairs } = await reviewManifest(
    manifest,
    await readOurs(context.root, ours),
    versionsIn(kubernetes),
  );
  for (const pair of pairs)
    say(
      `${named(pair.theirs.object)} is held against ${pair.ours ? `our ${named(pair.ours.object)}` : 'nothing of ours'}`,
    );
  if (rows.length > 0) console.log(`\n${renderTable(rows)}\n`);
  const complaints = rows.filter(isComplaint);
  if (complaints.length > 0)
    throw new Failure({
      doing: `Reviewing ${file}`,
      wrong: `${complaints.length} places are wrong, missing or worse than ours; see the table.`,
      mend: `Correct them, then: nx run ${projectOf(context).name}:review --file=${file}`,
    });
  sayDone(`${file} is as good as ours`);
});
