import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runExecutor } from '../console/fixture-run.ts';
import { type FixtureImage, writeFixtureArchive } from '../images/fixture-archive.ts';
import envScan from './env-scan.ts';

let root: string;
let value: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'env-scan-'));
  mkdirSync(join(root, 'dist/images/api'), { recursive: true });
  mkdirSync(join(root, 'apps/api'), { recursive: true });
  value = `it's ${randomBytes(9).toString('base64')}?`;
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

async function scan(image: FixtureImage) {
  await writeFixtureArchive(join(root, 'dist/images/api/image.tar'), image);
  const run = await runExecutor(envScan, {}, root, 'api');
  const report = readFileSync(join(root, 'dist/image-checks/api/env.json'), 'utf8');
  expect(run.shown + report).not.toContain(value);
  return { ...run, result: JSON.parse(report) as { passed: boolean; searched: string[] } };
}

const image = (content: string): FixtureImage => ({ layers: [[{ name: 'app/settings', content }]] });

it('lets an image pass that holds no value of .env, and says what it looked for', async () => {
  writeFileSync(join(root, '.env'), `API_TOKEN="${value}"\nMY_SECRET=short\n`);
  const { success, shown, result } = await scan(image('nothing'));
  expect(success).toBe(true);
  expect(shown).toMatch(/Not searched for: MY_SECRET, it has less than 12 characters/);
  expect(shown).toMatch(/None of 1 value \(API_TOKEN\) of \.env in 1 file,/);
  expect(result).toMatchObject({ passed: true, searched: ['API_TOKEN'] });
});

const forms: [string, (value: string) => string][] = [
  ['as it is', (secret) => `a=${secret};`],
  ['in base64', (secret) => Buffer.from(`user:${secret}`).toString('base64')],
  ['URL-encoded', (secret) => `https://user:${encodeURIComponent(secret)}@host`],
];

it.each(forms)(
  'fails where a value stands %s, and names the variable and the place alone',
  async (_, write) => {
    writeFileSync(join(root, 'apps/api/.env.local'), `API_TOKEN="${value}"\n`);
    const { success, shown, result } = await scan(image(write(value)));
    expect(success).toBe(false);
    expect(shown).toMatch(/\/app\/settings: API_TOKEN, .+, layer 1, COPY/);
    expect(shown).toMatch(/nx run api:env-scan/);
    expect(result.passed).toBe(false);
  },
);

it('says so when there is nothing to look for', async () => {
  const { success, shown } = await scan(image(value));
  expect(success).toBe(true);
  expect(shown).toMatch(/No secret value to search for in a \.env file, for there is none/);
});
