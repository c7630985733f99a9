import type { PostTasksExecutionContext } from '@nx/devkit';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepLedger, readLedger } from './ledger.ts';

const root = mkdtempSync(join(tmpdir(), 'ledger-'));
afterAll(() => rmSync(root, { recursive: true }));

const startTime = Date.parse('2026-03-04T10:00:00.000Z');
const ended = (status: string, more: object = {}, terminalOutput = '') => ({
  task: { hash: 'one', cache: true, startTime, endTime: startTime + 4000, ...more },
  status,
  terminalOutput,
});
const keep = (results: Record<string, object>) =>
  keepLedger({ workspaceRoot: root, taskResults: results } as unknown as PostTasksExecutionContext);

it('tells runs from cache hits, and why', async () => {
  await keep({ 'a:build': ended('success'), 'a:deploy': ended('success', { cache: false }) });
  await keep({
    'a:build': ended('local-cache', { endTime: startTime + 5 }),
    'b:build': ended('remote-cache'),
  });
  const ledger = await readLedger(root);
  expect(ledger['a:build']).toMatchObject({
    outcome: 'succeeded',
    isCached: true,
    why: 'same inputs',
    ms: 4000,
  });
  expect(ledger['a:deploy']).toMatchObject({ isCached: false, why: 'proven anew each time' });
  expect(ledger['b:build']).toMatchObject({ isCached: true, why: 'same inputs, run elsewhere' });
  expect(ledger['b:build']?.ms).toBeUndefined();
  await keep({ 'a:build': ended('success', { hash: 'two' }), 'b:build': ended('skipped') });
  const later = await readLedger(root);
  expect(later['a:build']).toMatchObject({ isCached: false, why: 'an input changed' });
  expect(later['b:build']).toMatchObject({ outcome: 'skipped', why: 'what it needs failed' });
});

it('keeps what a failure says: our own words without colours, or the last line', async () => {
  const ours =
    '\u001b[31m✖ Checking the image failed.\u001b[0m\n  What went wrong: it is too large.\n\nnx says more\n';
  const suite =
    '✓ one\n✗ two: lost\n1 passed, 1 failed\nWarning: command "node run.ts" exited with status 1\n';
  await keep({
    'a:check': ended('failure', {}, ours),
    'a:lint': ended('failure', {}, 'one\ntwo\n\n'),
    'a:suite': ended('failure', {}, suite),
  });
  const ledger = await readLedger(root);
  expect(ledger['a:check']).toMatchObject({
    outcome: 'failed',
    says: 'Checking the image failed. it is too large.',
  });
  expect(ledger['a:lint']?.says).toBe('two');
  expect(ledger['a:suite']?.says).toBe('✗ two: lost');
});

it.each([{ record: false }, { plan: true }])('leaves out what was a trial: %j', async (overrides) => {
  await keep({ 'a:deploy': ended('success', { cache: false }) });
  await keep({ 'a:deploy': ended('failure', { cache: false, overrides }) });
  expect((await readLedger(root))['a:deploy']?.outcome).toBe('succeeded');
});

it('begins anew when its file was cut short', async () => {
  writeFileSync(join(root, 'dist/evidence/ledger.json'), '{ "a:build": {');
  expect(await readLedger(root)).toEqual({});
  await keep({ 'a:build': ended('success') });
  expect(Object.keys(await readLedger(root))).toEqual(['a:build']);
});
