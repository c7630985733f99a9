import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PodTimeline } from './pod-timeline.ts';
import type { JourneyStep } from './run-journey.ts';

export interface Check {
  name: string;
  ok: boolean;
  /** Nobody could measure it; then `ok` says nothing. */
  unknown?: true;
  detail: string;
}

export interface VerifyProof {
  ok: boolean;
  at: string;
  context: string;
  namespace: string;
  release: string;
  revision: number;
  url: string;
  how: string;
  checks: Check[];
  journey: JourneyStep[];
  pods: PodTimeline[];
  /** What was proven, so that the next run need not test the same pods again: their uids. */
  provenPods: string[];
}

export async function writeVerifyProof(
  workspaceRoot: string,
  chart: string,
  proof: VerifyProof,
): Promise<string> {
  const folder = join(workspaceRoot, 'dist/verify', chart);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'proof.json'), `${JSON.stringify(proof, null, 2)}\n`);
  await writeFile(join(folder, 'proof.md'), renderProof(proof));
  return join('dist/verify', chart, 'proof.md');
}

export function renderProof(proof: VerifyProof): string {
  const mark = (ok: boolean): string => (ok ? 'passed' : '**failed**');
  return [
    `# ${proof.release}: ${proof.ok ? 'verified' : 'not verified'}`,
    '',
    `${proof.at}, context ${proof.context}, namespace ${proof.namespace}, revision ${proof.revision}.`,
    `Opened at ${proof.url} (${proof.how}).`,
    '',
    '| check | result | figure |',
    '| --- | --- | --- |',
    ...proof.checks.map(
      ({ name, ok, unknown, detail }) =>
        `| ${cell(name)} | ${unknown ? 'not measured' : mark(ok)} | ${cell(detail)} |`,
    ),
    '',
    '| step of the journey | result | time |',
    '| --- | --- | --- |',
    ...proof.journey.map(
      ({ name, ok, ms, detail }) =>
        `| ${cell(name)} | ${mark(ok)} | ${Math.round(ms)} ms${detail ? `, ${cell(detail)}` : ''} |`,
    ),
    '',
    '| pod | created | scheduled | started | ready |',
    '| --- | --- | --- | --- | --- |',
    ...proof.pods.map(
      ({ pod, created, ...steps }) =>
        `| ${pod} | ${created ?? ''} | ${[steps.scheduled, steps.started, steps.ready].map((at) => after(created, at)).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

function after(start: string | undefined, at: string | undefined): string {
  return start && at ? `+${Math.round((Date.parse(at) - Date.parse(start)) / 1000)} s` : '';
}

export async function readVerifyProof(root: string, chart: string): Promise<VerifyProof | undefined> {
  return readFile(join(root, 'dist/verify', chart, 'proof.json'), 'utf8').then(
    (text) => JSON.parse(text) as VerifyProof,
    () => undefined,
  );
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
