import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runExecutor } from '../console/fixture-run.ts';
import sizeCheck, { type SizeCheckOptions } from './size-check.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'size-check-'));
  mkdirSync(join(root, 'dist/images/api'), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

async function weigh(layers: Record<string, number>, options: SizeCheckOptions) {
  const receipt = {
    imageId: 'sha256:1',
    size: Object.values(layers).reduce((sum, megabytes) => sum + megabytes * 1e6, 0),
    layers: Object.entries(layers).map(([createdBy, megabytes]) => ({ createdBy, size: megabytes * 1e6 })),
  };
  writeFileSync(join(root, 'dist/images/api/receipt.json'), JSON.stringify(receipt));
  const run = await runExecutor(sizeCheck, options, root, 'api');
  const result = JSON.parse(readFileSync(join(root, 'dist/image-checks/api/size.json'), 'utf8')) as unknown;
  return { ...run, result };
}

const options = { limit: 500, budget: 200 };
const fit = { 'COPY base': 120, 'RUN npm ci': 30, 'COPY app': 10 };

it('passes within the budget, and tells the headroom', async () => {
  const { success, shown, result } = await weigh(fit, options);
  expect(success).toBe(true);
  expect(shown).toMatch(/160\.0 MB of 200\.0 MB, 40\.0 MB left/);
  expect(result).toMatchObject({
    passed: true,
    limit: 500e6,
    budget: 200e6,
    headroom: 40e6,
    lastPassing: null,
  });
});

it('fails above the budget with what grew since the last image that passed, its headroom and what to do', async () => {
  await weigh(fit, options);
  const tooMuch = { 'COPY base': 120, 'RUN npm ci': 80, 'COPY app': 12 };
  // Also the second time, when a failed result lies there.
  for (const { success, shown, result } of [await weigh(tooMuch, options), await weigh(tooMuch, options)]) {
    expect(success).toBe(false);
    expect(shown).toMatch(/212\.0 MB unpacked, 12\.0 MB above its budget of 200\.0 MB/);
    expect(shown).toMatch(/last image that passed weighed 160\.0 MB, with 40\.0 MB left/);
    expect(shown).toMatch(/\+50\.0 MB to 80\.0 MB {2}RUN npm ci\n.*\+2\.0 MB to 12\.0 MB {2}COPY app/);
    expect(shown).not.toMatch(/COPY base/);
    expect(shown).toMatch(/What mends it: .*files that only a build needs/);
    expect(result).toMatchObject({
      passed: false,
      headroom: -12e6,
      layers: [{ growth: 0 }, { growth: 50e6 }, { growth: 2e6 }],
      lastPassing: { size: 160e6 },
    });
  }
});

it('fails above the limit, whatever the budget says', async () => {
  const { success, shown } = await weigh({ 'COPY all': 501 }, { limit: 500, budget: 900 });
  expect(success).toBe(false);
  expect(shown).toMatch(/1\.0 MB above its limit of 500\.0 MB/);
  expect(shown).toMatch(/No earlier image passed here/);
});
