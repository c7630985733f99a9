import type { Tree } from '@nx/devkit';
import { generatedFiles } from './generated-files.ts';

/** For `nx sync` and `nx sync:check`. */
export default async function sync(tree: Tree) {
  const files = await generatedFiles((path) => tree.read(path, 'utf8') ?? undefined);
  const stale = Object.entries(files).filter(([path, text]) => tree.read(path, 'utf8') !== text);
  for (const [path, text] of stale) tree.write(path, text);
  // Nx shows each generator when any has changed something.
  if (stale.length === 0) return { outOfSyncMessage: 'Nothing of it is stale.', outOfSyncDetails: [] };
  return {
    outOfSyncMessage: 'These do not say what libs/env-contract declares.',
    outOfSyncDetails: stale.map(([path]) => path),
  };
}
