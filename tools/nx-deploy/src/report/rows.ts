import { megabytes } from '../console/units.ts';
import type { VerifyProof } from '../verify/verify-proof.ts';
import { checkFiles } from './file-claims.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import { readJson } from './read-json.ts';
import { type FigureClaim, type Phase, type ProofClaim, type Task, targetsOf } from './task-list.ts';

export type RowResult = 'passed' | 'failed' | 'not run';

/** One task of the list, as the evidence shows it. */
export interface Row {
  id: string;
  title: string;
  result: RowResult;
  /** A measured value beside its limit. */
  figure: string;
  /** What is wrong, or was not run. */
  detail: string;
  targets: RowTarget[];
}

export interface RowTarget extends Partial<LedgerEntry> {
  target: string;
}

export interface PhaseRows {
  name: string;
  target: string;
  rows: Row[];
}

export function toPhaseRows(root: string, phases: Phase[], ledger: Ledger): Promise<PhaseRows[]> {
  return Promise.all(
    phases.map(async ({ name, target, tasks }) => ({
      name,
      target,
      rows: await Promise.all(tasks.map((task) => toRow(root, task, ledger))),
    })),
  );
}

export const rowsOf = ({ phases }: { phases: PhaseRows[] }): Row[] => phases.flatMap(({ rows }) => rows);

/** What speaks against a task that is done; without any it has passed. */
interface Doubt {
  result: 'failed' | 'not run';
  text: string;
}

async function toRow(root: string, task: Task, ledger: Ledger): Promise<Row> {
  const { id, title, files = [], targets = [], proof, figure } = task;
  const measured = figure && (await readFigure(root, figure));
  const proven = proof && (await checkProof(root, proof, ledger[proof.target]));
  const doubts: Doubt[] = [
    ...(await checkFiles(root, files)).map((text): Doubt => ({ result: 'failed', text })),
    ...targets.flatMap((target) => doubtTarget(target, ledger[target])),
    ...(proven?.doubts ?? []),
    ...(measured?.isOver ? [{ result: 'failed' as const, text: measured.text }] : []),
  ];
  const result = doubts.some((doubt) => doubt.result === 'failed')
    ? 'failed'
    : doubts.length > 0
      ? 'not run'
      : 'passed';
  return {
    id,
    title,
    result,
    figure: [measured?.text, proven?.figure].filter(Boolean).join('; '),
    detail: doubts.map(({ text }) => text).join('; '),
    targets: targetsOf(task).map((target) => ({ target, ...ledger[target] })),
  };
}

function doubtTarget(target: string, entry: LedgerEntry | undefined): Doubt[] {
  if (!entry) return [{ result: 'not run', text: `${target} was not run` }];
  if (entry.outcome === 'succeeded') return [];
  if (entry.outcome === 'skipped')
    return [{ result: 'not run', text: `${target} was skipped: ${entry.why}` }];
  return [{ result: 'failed', text: `${target} failed${entry.says ? `: ${entry.says}` : ''}` }];
}

type ProofFile = Pick<VerifyProof, 'at' | 'checks'>;

/** One failed check must not darken the tasks of the others, so the checks speak, and the target only where they do not. */
async function checkProof(
  root: string,
  { target, file, checks }: ProofClaim,
  entry: LedgerEntry | undefined,
): Promise<{ doubts: Doubt[]; figure: string }> {
  if (!entry || entry.outcome === 'skipped') return { doubts: doubtTarget(target, entry), figure: '' };
  const proof = await readJson<ProofFile>(root, file);
  const isOfThisRun = proof !== undefined && (entry.outcome === 'succeeded' || isWithin(proof.at, entry));
  if (!isOfThisRun) {
    const doubts = doubtTarget(target, entry);
    return {
      doubts: doubts.length > 0 ? doubts : [{ result: 'not run', text: `${file} is missing` }],
      figure: '',
    };
  }
  const found = checks.map((name) => ({ name, check: proof.checks.find((one) => one.name === name) }));
  const doubts = found.flatMap(({ name, check }): Doubt[] => {
    if (!check) return [{ result: 'not run', text: `nobody checked whether ${name}` }];
    if (check.unknown) return [{ result: 'not run', text: `${name}: ${check.detail}` }];
    return check.ok ? [] : [{ result: 'failed', text: `${name}: ${check.detail}` }];
  });
  return {
    doubts,
    figure: found
      .map(({ check }) => check?.detail ?? '')
      .filter(Boolean)
      .join('; '),
  };
}

const isWithin = (at: string, { at: endedAt, ms = 0 }: LedgerEntry): boolean =>
  Date.parse(at) >= Date.parse(endedAt) - ms;

async function readFigure(
  root: string,
  { file, value, limit }: FigureClaim,
): Promise<{ text: string; isOver: boolean } | undefined> {
  const measured = (await readJson<Record<string, number>>(root, file))?.[value];
  return measured === undefined
    ? undefined
    : { text: `${megabytes(measured)} of ${megabytes(limit)}`, isOver: measured >= limit };
}
