import type { Tree } from '@nx/devkit';
import { createTree } from '@nx/devkit/testing';
import syncValuesTables from './sync-values-tables.ts';

let tree: Tree;
beforeEach(() => {
  tree = createTree();
  tree.write('infra/shop/Chart.yaml', 'name: shop\n');
  tree.write('infra/shop/values.yaml', '# -- How loud.\nlevel: 1\n');
  tree.write('infra/shop/README.md', '# Shop\n<!-- values:start -->\n<!-- values:end -->\n');
});

it('writes the table where it is stale, and says which', async () => {
  expect(await syncValuesTables(tree)).toMatchObject({ outOfSyncDetails: ['infra/shop/README.md'] });
  expect(tree.read('infra/shop/README.md', 'utf8')).toContain('| `level` | int | `1` | How loud. |');
  expect(await syncValuesTables(tree)).toMatchObject({ outOfSyncDetails: [] });
});

it('sees what another generator wrote before it', async () => {
  await syncValuesTables(tree);
  tree.write('infra/shop/values.yaml', '# -- How quiet.\nlevel: 2\n');
  await syncValuesTables(tree);
  expect(tree.read('infra/shop/README.md', 'utf8')).toContain('| `level` | int | `2` | How quiet. |');
});

it('leaves charts alone that have no table, or no values', async () => {
  tree.write('infra/shop/README.md', '# Shop\n');
  tree.write('infra/bare/Chart.yaml', 'name: bare\n');
  expect(await syncValuesTables(tree)).toMatchObject({ outOfSyncDetails: [] });
  expect(tree.read('infra/shop/README.md', 'utf8')).toBe('# Shop\n');
});
