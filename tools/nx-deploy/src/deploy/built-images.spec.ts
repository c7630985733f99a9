import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBuiltImages } from './built-images.ts';
import { readReleaseValues } from './release-values.ts';

const root = mkdtempSync(join(tmpdir(), 'built-images-'));
afterAll(() => rmSync(root, { recursive: true }));
beforeAll(() => {
  mkdirSync(join(root, 'chart'));
  writeFileSync(
    join(root, 'chart/values.yaml'),
    "api:\n  image: { repository: shop-api, tag: '1', digest: '' }\n",
  );
  mkdirSync(join(root, 'dist/images/api'), { recursive: true });
  writeFileSync(
    join(root, 'dist/images/api/receipt.json'),
    JSON.stringify({ imageId: `sha256:${'a'.repeat(64)}`, manifestDigest: `sha256:${'b'.repeat(64)}` }),
  );
});

async function images(differences: string, apps: Record<string, string> = { api: 'api' }) {
  writeFileSync(join(root, 'differences.yaml'), differences);
  const found = await readBuiltImages(root, apps, await readReleaseValues(root, 'chart', 'differences.yaml'));
  return found.map(({ image }) => image);
}

beforeEach(() => jest.spyOn(console, 'log').mockImplementation(() => undefined));

it('are what was built, under the name that the values give', async () => {
  expect(await images('{}')).toEqual(['shop-api:aaaaaaaaaaaa']);
  expect(await images('api: { image: { repository: registry.example/api } }')).toEqual([
    'registry.example/api:aaaaaaaaaaaa',
  ]);
});

it.each(["tag: '2.0.0'", `digest: sha256:${'c'.repeat(64)}`])(
  'are not for an app whose values name another image by its %s',
  async (name) => {
    expect(await images(`api: { image: { repository: other-api, ${name} } }`)).toEqual([]);
    expect(console.log).toHaveBeenCalledWith(expect.stringContaining('other-api'));
  },
);

it('lets null take a value of the chart away, as helm does', async () => {
  writeFileSync(join(root, 'differences.yaml'), 'api: { image: { digest: null } }');
  const values = await readReleaseValues(root, 'chart', 'differences.yaml');
  expect([values.at('api.image.digest'), values.at('api.image.tag'), values.at('api.none')]).toEqual([
    null,
    '1',
    undefined,
  ]);
});

it('names the build that is missing', async () => {
  await expect(images('{}', { web: 'web' })).rejects.toThrow(/not built yet/);
});
