import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../console/failure.ts';
import { run } from '../console/run.ts';
import type { Engine } from './engine.ts';
import { chainId } from './image-base.ts';
import type { ImageReceipt } from './image-receipt.ts';
import { listBases } from './list-bases.ts';
import { rebuildCommand } from './rebuild-command.ts';

/** What an image was built from: the name, and OCI's ChainID of the content that it had, where that is known. */
export interface BaseIdentity {
  reference: string;
  chainId: string | null;
}

/** How the engine is asked which layers an image of a name has; undefined when it holds none, or is not there. */
export type InspectLayers = (reference: string) => Promise<string[] | undefined>;

/**
 * Notes beside the archive what the bases were. It is no part of the receipt: engines that fetch bases for themselves
 * do not keep them under their names, so the same image may be noted with more or with less.
 */
export async function noteBases(
  folder: string,
  dockerfile: string,
  replacedStage: string | undefined,
  { base }: Pick<ImageReceipt, 'base'>,
  inspect: InspectLayers,
): Promise<void> {
  const identities = await Promise.all(
    listBases(dockerfile, replacedStage).map(async (reference): Promise<BaseIdentity> => {
      // The archive itself tells of the one that it stands on.
      if (reference === base.reference && base.chainId) return { reference, chainId: base.chainId };
      const layers = await inspect(reference);
      return { reference, chainId: layers ? chainId(layers) : null };
    }),
  );
  await writeFile(join(folder, 'bases.json'), `${JSON.stringify(identities, null, 2)}\n`);
}

/**
 * The hash of docker-build cannot hold what a tag means now: without an engine nobody knows, and a cached image must be
 * restored there, too. So a cached image is compared where an engine holds the base.
 */
export async function findMovedBases(folder: string, inspect: InspectLayers): Promise<string[]> {
  const text = await readFile(join(folder, 'bases.json'), 'utf8').catch(() => '[]');
  const moved = await Promise.all(
    (JSON.parse(text) as BaseIdentity[]).map(async ({ reference, chainId: built }) => {
      const layers = built === null ? undefined : await inspect(reference);
      return layers && chainId(layers) !== built ? [reference] : [];
    }),
  );
  return moved.flat();
}

/** @throws when a tag that the image was built from means something else to the engine now. */
export async function refuseMovedBases(
  project: string,
  folder: string,
  inspect: InspectLayers,
): Promise<void> {
  const moved = await findMovedBases(folder, inspect);
  if (moved.length === 0) return;
  throw new Failure({
    doing: `Comparing the image of ${project} with its bases`,
    wrong: `it was built from another content of ${moved.join(' and ')} than this engine holds under that name now.`,
    mend:
      `Build it from what the engine holds: ${rebuildCommand(project)}\n` +
      `If the engine's copy is the older one, fetch the base first: docker pull ${moved[0]}`,
  });
}

export const inspectLayers =
  (engine: Engine): InspectLayers =>
  async (reference) => {
    const { code, stdout } = await run(engine, [
      ...['image', 'inspect', '--format', '{{json .RootFS.Layers}}'],
      reference,
    ]);
    const layers = code === 0 ? (JSON.parse(stdout) as string[] | null) : null;
    return layers && layers.length > 0 ? layers : undefined;
  };
