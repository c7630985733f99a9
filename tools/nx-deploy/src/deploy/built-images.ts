import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../console/failure.ts';
import { say } from '../console/say.ts';
import { contentTag, type ImageReceipt, receiptFolder } from '../images/image-receipt.ts';
import type { ReleaseValues } from './release-values.ts';
import type { ReleasedImage } from './rollout.ts';

/** The images that were built here for a release. An app whose values name a tag or a digest runs that one instead. */
export async function readBuiltImages(
  root: string,
  apps: Record<string, string>,
  values: ReleaseValues,
): Promise<ReleasedImage[]> {
  const built = Object.entries(apps).filter(([app, project]) => {
    const named = namedImage(app, values);
    if (named) say(`${app} is ${named}, which the values name; the image of ${project} is left aside`);
    return !named;
  });
  return Promise.all(
    built.map(async ([app, project]) => {
      const receipt = await readReceipt(root, project);
      const image = `${String(values.at(`${app}.image.repository`))}:${contentTag(receipt)}`;
      return { app, project, image, imageId: receipt.imageId, manifestDigest: receipt.manifestDigest };
    }),
  );
}

function namedImage(app: string, values: ReleaseValues): string | undefined {
  const tag = values.difference(`${app}.image.tag`);
  const digest = values.difference(`${app}.image.digest`);
  if (!tag && !digest) return undefined;
  const repository = String(values.at(`${app}.image.repository`));
  return digest ? `${repository}@${String(digest)}` : `${repository}:${String(tag)}`;
}

const readReceipt = (root: string, project: string): Promise<ImageReceipt> =>
  readFile(join(receiptFolder(root, project), 'receipt.json'), 'utf8').then(
    (text) => JSON.parse(text) as ImageReceipt,
    () => {
      throw new Failure({
        doing: `Reading the image of ${project}`,
        wrong: 'it is not built yet.',
        mend: `nx run ${project}:docker-build`,
      });
    },
  );
