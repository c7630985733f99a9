import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ledger, LedgerEntry } from './ledger.ts';
import { type Row, toPhaseRows } from './rows.ts';
import type { Task } from './task-list.ts';

const root = mkdtempSync(join(tmpdir(), 'rows-'));
mkdirSync(join(root, 'dist'));
afterAll(() => rmSync(root, { recursive: true }));

const at = '2026-03-04T10:00:00.000Z';
const entry = (outcome: LedgerEntry['outcome'], more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  outcome,
  isCached: false,
  why: 'an input changed',
  at,
  ...more,
});

async function rowOf(task: Omit<Task, 'id' | 'title'>, ledger: Ledger): Promise<Row> {
  const tasks = [{ id: 'T001', title: 'A task', ...task }];
  const [phase] = await toPhaseRows(root, [{ name: '1', target: 'a:phase-1', tasks }], ledger);
  return phase?.rows[0] as Row;
}

it('passes when every target succeeded, and tells a failure from what was not run', async () => {
  const targets = ['a:build', 'a:check'];
  expect(
    (await rowOf({ targets }, { 'a:build': entry('succeeded'), 'a:check': entry('succeeded') })).result,
  ).toBe('passed');
  expect(await rowOf({ targets }, { 'a:build': entry('succeeded') })).toMatchObject({
    result: 'not run',
    detail: 'a:check was not run',
  });
  expect(
    await rowOf(
      { targets },
      {
        'a:build': entry('failed', { says: 'no disk' }),
        'a:check': entry('skipped', { why: 'what it needs failed' }),
      },
    ),
  ).toMatchObject({
    result: 'failed',
    detail: 'a:build failed: no disk; a:check was skipped: what it needs failed',
  });
});

it('fails when a file is not as claimed, whatever the targets say', async () => {
  const row = await rowOf(
    { files: [{ path: 'none' }], targets: ['a:build'] },
    { 'a:build': entry('succeeded') },
  );
  expect(row).toMatchObject({ result: 'failed', detail: 'none is missing' });
});

describe('a proof', () => {
  const proof = { target: 'a:verify', file: 'dist/proof.json', checks: ['is fast', 'is small'] };
  const checks = [
    { name: 'is fast', ok: true, detail: '3 s' },
    { name: 'is small', ok: false, detail: '3 GB' },
  ];
  const write = (content: object): void =>
    writeFileSync(join(root, 'dist/proof.json'), JSON.stringify(content));

  it('lets each check speak for itself, also when the target failed because of another', async () => {
    write({ at, checks });
    const ledger = { 'a:verify': entry('failed', { ms: 5000 }) };
    expect(await rowOf({ proof: { ...proof, checks: ['is fast'] } }, ledger)).toMatchObject({
      result: 'passed',
      figure: '3 s',
    });
    expect(await rowOf({ proof }, ledger)).toMatchObject({ result: 'failed', detail: 'is small: 3 GB' });
  });

  it('of an earlier run proves nothing about one that failed before it came to check', async () => {
    write({ at: '2026-03-04T09:00:00.000Z', checks });
    const row = await rowOf(
      { proof: { ...proof, checks: ['is fast'] } },
      { 'a:verify': entry('failed', { ms: 5000 }) },
    );
    expect(row).toMatchObject({ result: 'failed', detail: 'a:verify failed' });
  });

  it('is not run when it was skipped, its file is gone, nobody checked or nobody could measure', async () => {
    write({ at, checks: [{ name: 'is fast', ok: true, unknown: true, detail: 'no metrics' }] });
    const results = await Promise.all([
      rowOf({ proof }, { 'a:verify': entry('skipped') }),
      rowOf({ proof }, {}),
      rowOf({ proof: { ...proof, file: 'dist/none.json' } }, { 'a:verify': entry('succeeded') }),
      rowOf({ proof: { ...proof, checks: ['is fast'] } }, { 'a:verify': entry('succeeded') }),
      rowOf({ proof: { ...proof, checks: ['is small'] } }, { 'a:verify': entry('succeeded') }),
    ]);
    expect(results.map(({ result }) => result)).toEqual(Array(5).fill('not run'));
  });
});

it('shows a measured figure beside its limit', async () => {
  writeFileSync(join(root, 'dist/size.json'), JSON.stringify({ size: 132_200_000 }));
  const figure = { file: 'dist/size.json', value: 'size', limit: 500e6 };
  const row = await rowOf({ targets: ['a:size'], figure }, { 'a:size': entry('succeeded') });
  expect(row).toMatchObject({ result: 'passed', figure: '132.2 MB of 500.0 MB' });
});

it('does not take the word of a target whose figure is above the limit of the task', async () => {
  writeFileSync(join(root, 'dist/size.json'), JSON.stringify({ size: 600_000_000 }));
  const figure = { file: 'dist/size.json', value: 'size', limit: 500e6 };
  const row = await rowOf({ targets: ['a:size'], figure }, { 'a:size': entry('succeeded') });
  expect(row).toMatchObject({ result: 'failed', detail: '600.0 MB of 500.0 MB' });
});
