import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { sayDone } from '../console/say.ts';
import { readImageArchive } from '../images/image-archive.ts';
import { readReceipt, receiptFolder } from '../images/image-receipt.ts';
import { resultPath, writeResult } from './check-result.ts';
import { findStructureProblems } from './find-structure-problems.ts';

export interface ImageCheckOptions {
  /** The TCP ports that the image should expose, and no others. */
  ports?: number[];
}

export default executor<ImageCheckOptions>(async ({ ports }, context) => {
  const project = projectOf(context).name;
  const receipt = await readReceipt(context.root, project);
  const archive = await readImageArchive(join(receiptFolder(context.root, project), 'image.tar'));
  const problems = findStructureProblems(archive, receipt, ports);
  const { imageId } = receipt;
  const passed = problems.length === 0;
  await writeResult(context.root, resultPath(project, 'structure'), { passed, imageId, problems });
  if (!passed)
    throw new Failure({
      doing: `Checking the structure of ${project}'s image`,
      wrong: `${problems.length} ${problems.length === 1 ? 'thing is' : 'things are'} not as they should be.`,
      mend: 'Correct the lines of the Dockerfile that bring them (COPY --chmod, USER, EXPOSE, FROM), or what the build writes.',
      evidence: problems.slice(0, 12).map(({ check, text }) => `${check}: ${text}`),
    });
  sayDone(`user ${receipt.user}, ports ${receipt.ports.join(', ') || 'none'}, nothing to object to`);
});
