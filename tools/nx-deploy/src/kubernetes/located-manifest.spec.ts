import { readManifest } from './located-manifest.ts';

const problems = (text: string): string[] =>
  readManifest(text, 'shop.yaml').problems.map(({ line, wrong }) => `${line}: ${wrong}`);

it.each([
  [
    'a text',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n---\nI hope this helps\n',
    /^5: it is a text/,
  ],
  ['a list', '- apiVersion: v1\n', /^1: it is a list/],
  ['an alias of nothing', 'kind: ConfigMap\nmetadata: {name: *shop}\n', /^1: .*Unresolved alias/],
  ['something that holds itself', '&shop\nkind: ConfigMap\ndata: {a: *shop}\n', /^2: .*circular/],
  [
    'aliases that swell',
    `a: &a [${'1,'.repeat(20)}]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]\n`,
    /alias count/,
  ],
  ['a merge of no mapping', 'kind: ConfigMap\n<<: 5\n', /Merge sources/],
])('says that %s is no object, and where', (_, text, expected) => {
  expect(problems(text).join('\n')).toMatch(expected);
});

it('takes empty documents and comments for nothing', () => {
  expect(readManifest('---\n# nothing\n---\n...\n', 'shop.yaml')).toEqual({ objects: [], problems: [] });
  expect(readManifest('', 'shop.yaml')).toEqual({ objects: [], problems: [] });
});

it('still reads what stands beside a broken document', () => {
  const { objects, problems: found } = readManifest('kind: [\n---\nkind: ConfigMap\n', 'shop.yaml');
  expect(objects.map(({ object }) => object.kind)).toEqual(['ConfigMap']);
  expect(found).not.toEqual([]);
});
