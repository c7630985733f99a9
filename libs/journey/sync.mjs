import { bundle } from './bundle.mjs';

const copy = 'infra/helm/habit-tracker/files/journey.mjs';

/**
 * For `nx sync` and `nx sync:check`: the chart carries the bundled journey.
 * @param {import('@nx/devkit').Tree} tree
 * @returns {Promise<{ outOfSyncMessage: string }>}
 */
export default async function sync(tree) {
  const wanted = Buffer.from(await bundle());
  // Nx shows each generator when any has changed something.
  if (tree.read(copy)?.equals(wanted)) return { outOfSyncMessage: 'Nothing of it is stale.' };
  tree.write(copy, wanted);
  return { outOfSyncMessage: 'The chart carries another journey than libs/journey.' };
}
