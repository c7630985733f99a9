import type { PostTasksExecutionContext } from '@nx/devkit';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { shorten } from '../console/shorten.ts';
import { readJson } from './read-json.ts';

export type Outcome = 'succeeded' | 'failed' | 'skipped';

/** How a task of the graph ended the last time that nx was asked for it. */
export interface LedgerEntry {
  outcome: Outcome;
  /** From the cache, or run. */
  isCached: boolean;
  /** Why it ran, or why it need not. */
  why: string;
  /** UTC. */
  at: string;
  /** Of the run itself, which a cache hit remembers; unknown when it ran elsewhere. */
  ms?: number;
  hash?: string;
  /** The last words of a failure. */
  says?: string;
}

export type Ledger = Record<string, LedgerEntry>;

const ledgerPath = 'dist/evidence/ledger.json';

export async function readLedger(root: string): Promise<Ledger> {
  return (await readJson<Ledger>(root, ledgerPath)) ?? {};
}

/** Adds what this run of nx did to what earlier ones did; a trial (--no-record, --plan) proves nothing about the release. */
export async function keepLedger({ workspaceRoot, taskResults }: PostTasksExecutionContext): Promise<Ledger> {
  const ledger = await readLedger(workspaceRoot);
  for (const [id, result] of Object.entries(taskResults))
    if (!isTrial(result)) ledger[id] = toEntry(result, ledger[id]);
  const file = join(workspaceRoot, ledgerPath);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(ledger, null, 2)}\n`);
  return ledger;
}

type TaskResult = PostTasksExecutionContext['taskResults'][string];

function isTrial({ task }: TaskResult): boolean {
  const { record, plan } = (task.overrides ?? {}) as { record?: boolean; plan?: boolean };
  return record === false || plan === true;
}

function toEntry(result: TaskResult, before: LedgerEntry | undefined): LedgerEntry {
  const { task, status, terminalOutput } = result;
  const { startTime, endTime } = task;
  const isCached = /cache/.test(status);
  const outcome = status === 'skipped' ? 'skipped' : status === 'failure' ? 'failed' : 'succeeded';
  const isSame = before !== undefined && before.hash === task.hash;
  const ran = startTime && endTime ? endTime - startTime : undefined;
  const ms = isCached ? (isSame ? before.ms : undefined) : ran;
  return {
    outcome,
    isCached,
    why: explain({ outcome, isCached, status, canBeCached: task.cache === true, before, isSame }),
    at: new Date(endTime ?? Date.now()).toISOString(),
    ...(ms === undefined ? {} : { ms }),
    ...(task.hash ? { hash: task.hash } : {}),
    ...(outcome === 'failed' && terminalOutput ? { says: lastWords(terminalOutput) } : {}),
  };
}

function explain(facts: {
  outcome: Outcome;
  isCached: boolean;
  status: string;
  canBeCached: boolean;
  before: LedgerEntry | undefined;
  isSame: boolean;
}): string {
  if (facts.outcome === 'skipped') return 'what it needs failed';
  if (facts.isCached) return facts.status === 'remote-cache' ? 'same inputs, run elsewhere' : 'same inputs';
  if (!facts.canBeCached) return 'proven anew each time';
  if (!facts.before) return 'first run here';
  return facts.isSame ? 'not in the cache' : 'an input changed';
}

/** What our own failures say went wrong, or the test that failed, or else the last line. */
function lastWords(output: string): string {
  const lines = output
    .replace(/\u001b\[[0-9;]*m/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('Warning: command'));
  const doing = lines.find((line) => line.startsWith('✖'))?.replace(/^✖ /, '');
  const wrong = lines.find((line) => line.startsWith('What went wrong:'))?.replace('What went wrong: ', '');
  const test = lines.find((line) => line.startsWith('✗'));
  const words = doing ? [doing, wrong].filter(Boolean).join(' ') : (test ?? lines.at(-1) ?? '');
  return shorten(words, 240);
}
