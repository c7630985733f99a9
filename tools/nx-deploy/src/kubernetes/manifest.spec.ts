import { itemsOf } from './kubernetes-objects.ts';
import { splitManifest } from './manifest.ts';

const manifest =
  '---\n# Source: a\nkind: A\nmetadata: {name: a}\nmode: 0644\n--- # next\nkind: B\nmetadata: {name: b}\n---\n# nothing\n---\nkind: C\nmetadata: {name: c}\ntext: |\n  ---\n  inside\n';

it('cuts a manifest between its objects, and leaves each as it is written', () => {
  const parts = splitManifest(manifest, 2);
  expect(parts).toHaveLength(2);
  expect(parts[0]).toContain('mode: 0644');
  expect(parts[0]).toContain('kind: B');
  expect(parts[1]).toContain('  ---\n  inside');
  expect(splitManifest(manifest, Infinity, new Set(['B b']))).toEqual(['\nkind: B\nmetadata: {name: b}\n']);
});

it('reads what kubectl answers: nothing, one object, a list, or one after the other', () => {
  const a = { kind: 'A', metadata: { name: 'a' } };
  const b = { kind: 'B', metadata: { name: 'b' } };
  const pretty = (value: unknown) => `${JSON.stringify(value, null, 4)}\n`;
  expect(itemsOf('')).toEqual([]);
  expect(itemsOf(pretty(a))).toEqual([a]);
  expect(itemsOf(pretty({ kind: 'List', items: [a, b] }))).toEqual([a, b]);
  expect(itemsOf(pretty(a) + pretty(b))).toEqual([a, b]);
});
