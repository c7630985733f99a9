import { globAsync, type Tree } from '@nx/devkit';
import { dirname, join } from 'node:path';
import { documentValues } from './documented-values.ts';
import { renderTable, replaceTable } from './values-table.ts';

/** For `nx sync` and `nx sync:check`: every chart whose README has the marks tells of its values there. */
export default async function syncValuesTables(tree: Tree) {
  const stale: string[] = [];
  for (const chart of await globAsync(tree, ['**/Chart.yaml'])) {
    const readme = join(dirname(chart), 'README.md');
    const wanted = withTable(
      tree.read(readme, 'utf8'),
      tree.read(join(dirname(chart), 'values.yaml'), 'utf8'),
    );
    if (wanted === undefined || wanted === tree.read(readme, 'utf8')) continue;
    tree.write(readme, wanted);
    stale.push(readme);
  }
  // Nx shows each generator when any has changed something.
  if (stale.length === 0) return { outOfSyncMessage: 'Nothing of it is stale.', outOfSyncDetails: [] };
  return { outOfSyncMessage: 'Some tables of values are not current.', outOfSyncDetails: stale };
}

function withTable(readme: string | null, values: string | null): string | undefined {
  if (readme === null || values === null) return undefined;
  return replaceTable(readme, renderTable(documentValues(values).values));
}
