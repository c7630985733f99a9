import { join } from 'node:path';
import { Failure } from '../console/failure.ts';
import { readImageArchive } from './image-archive.ts';
import type { ImageReceipt } from './image-receipt.ts';
import { rebuildCommand } from './rebuild-command.ts';

/**
 * What is loaded gets the name of its content, so nothing else may: not half an archive, and not another image.
 * @throws when the archive is not what the receipt describes.
 */
export async function refuseOtherArchive(
  project: string,
  folder: string,
  receipt: Pick<ImageReceipt, 'imageId'>,
): Promise<void> {
  const wrong = await readImageArchive(join(folder, 'image.tar')).then(
    ({ imageId }) =>
      imageId === receipt.imageId ? undefined : `it holds ${imageId}, not ${receipt.imageId}.`,
    (error: unknown) => (error instanceof Failure ? error.parts.wrong : String(error)),
  );
  if (wrong)
    throw new Failure({
      doing: `Loading the image of ${project}`,
      wrong: 'its archive is not what the receipt describes; it was damaged after the build.',
      mend: `Build it again: ${rebuildCommand(project)}`,
      evidence: [wrong],
    });
}
