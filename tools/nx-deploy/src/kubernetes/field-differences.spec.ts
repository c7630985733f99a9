import { listDifferences, renderDifference } from './field-differences.ts';

it('finds changed, added and removed fields', () => {
  const differences = listDifferences(
    { a: 1, b: { c: 'x' }, gone: true },
    { a: 1, b: { c: 'y' }, fresh: [1] },
  );
  expect(differences.map(renderDifference)).toEqual([
    'b.c: x → y',
    'fresh: (absent) → [1]',
    'gone: true → (absent)',
  ]);
});

it('compares named things by name, wherever they stand', () => {
  const before = [
    { name: 'a', value: '1' },
    { name: 'b', value: '2' },
  ];
  expect(listDifferences({ env: before }, { env: before.toReversed() })).toEqual([]);
  expect(listDifferences({ env: before }, { env: [before[0]] }).map(({ path }) => path)).toEqual(['env[b]']);
});

it('compares plain lists by place', () => {
  expect(listDifferences({ args: ['a', 'b'] }, { args: ['a', 'c'] })).toEqual([
    { path: 'args[1]', before: 'b', after: 'c' },
  ]);
});

it('sees a second item of the same name', () => {
  const item = { name: 'a', value: '1' };
  const twice = [item, { name: 'a', value: '2' }];
  expect(listDifferences({ env: twice }, { env: [item] }).map(({ path }) => path)).toEqual(['env[1]']);
});
