import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFiles, findMissing } from './file-claims.ts';

const root = mkdtempSync(join(tmpdir(), 'claims-'));
afterAll(() => rmSync(root, { recursive: true }));
const write = (text: string): void => writeFileSync(join(root, 'file.yaml'), text);
const check = (claim: object): Promise<string[]> => checkFiles(root, [{ path: 'file.yaml', ...claim }]);

it('says what is missing or empty, and takes folders as they are', async () => {
  expect(await checkFiles(root, [{ path: '.' }, { path: 'none' }])).toEqual(['none is missing']);
  write(' \n');
  expect(await check({})).toEqual(['file.yaml is empty']);
});

it('looks for expressions line by line', async () => {
  write('one: 1\ntwo: 2\n');
  expect(await check({ matches: ['^two: \\d$'], lacks: ['three'] })).toEqual([]);
  expect(await check({ matches: ['^2'], lacks: ['^two'] })).toEqual([
    'file.yaml has nothing like ^2',
    'file.yaml has ^two, which must not be there',
  ]);
});

it('takes the document that fits best, and names what it lacks', async () => {
  write('kind: Service\n---\nkind: Deployment\nspec: { replicas: 2 }\n');
  expect(await check({ holds: { kind: 'Service' } })).toEqual([]);
  expect(await check({ holds: { kind: 'Deployment', spec: { replicas: 1 } } })).toEqual([
    'file.yaml lacks spec.replicas: 1',
  ]);
  write('a: [\n');
  expect((await check({ holds: { a: 1 } }))[0]).toContain('is no YAML');
});

it('finds entries of lists wherever they stand, and any value for a star', () => {
  const value = { list: [{ name: 'a' }, { name: 'b', size: 3 }], none: {}, zero: 0 };
  expect(findMissing(value, { list: [{ name: 'b', size: '*' }], zero: '*' })).toEqual([]);
  expect(findMissing(value, { list: [{ name: 'b', size: 4 }], none: '*', more: { x: 1 } })).toEqual([
    'list[0].size: 4',
    'none',
    'more.x: 1',
  ]);
  expect(findMissing({}, { list: [{ name: 'a' }] })).toEqual(['list[0].name: a']);
});
