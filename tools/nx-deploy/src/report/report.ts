import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageReceipt } from '../images/image-receipt.ts';
import type { PodTimeline } from '../verify/pod-timeline.ts';
import type { VerifyProof } from '../verify/verify-proof.ts';
import { compareReports } from './compare-reports.ts';
import type { Ledger } from './ledger.ts';
import { readJson } from './read-json.ts';
import { type PhaseRows, rowsOf, type RowTarget, toPhaseRows } from './rows.ts';
import { renderHtml } from './render-html.ts';
import { renderJunit } from './render-junit.ts';
import { renderMarkdown } from './render-markdown.ts';
import { type TaskList, targetsOf } from './task-list.ts';

/** Everything that is known about a release and the way to it. */
export interface Report {
  release: string;
  ok: boolean;
  /** UTC. */
  at: string;
  /** Where it runs; unknown before the first verify. */
  deployed?: { context: string; namespace: string; revision: number; url: string };
  phases: PhaseRows[];
  /** Targets that ran and that no task of the list asks for. */
  beyond: RowTarget[];
  images: { project: string; size: number; layers: ImageReceipt['layers'] }[];
  pods: PodTimeline[];
  /** Since the report before, in words. */
  differences: string[];
}

export const reportFolder = (release: string): string => `dist/verify/${release}`;

export async function makeReport(root: string, list: TaskList, ledger: Ledger): Promise<Report> {
  const { release, images } = list;
  const [phases, proof, receipts, before] = await Promise.all([
    toPhaseRows(root, list.phases, ledger),
    readJson<VerifyProof>(root, `${reportFolder(release)}/proof.json`),
    Promise.all(images.map((project) => readJson<ImageReceipt>(root, `dist/images/${project}/receipt.json`))),
    readJson<Report>(root, `${reportFolder(release)}/report.json`),
  ]);
  const listed = new Set(list.phases.flatMap((phase) => [phase.target, ...phase.tasks.flatMap(targetsOf)]));
  const report: Report = {
    release,
    ok: rowsOf({ phases }).every(({ result }) => result === 'passed'),
    at: new Date().toISOString(),
    ...(proof
      ? {
          deployed: {
            context: proof.context,
            namespace: proof.namespace,
            revision: proof.revision,
            url: proof.url,
          },
        }
      : {}),
    phases,
    beyond: Object.entries(ledger)
      .filter(([target]) => !listed.has(target))
      .map(([target, entry]) => ({ target, ...entry }))
      .sort((one, other) => one.target.localeCompare(other.target)),
    images: receipts.flatMap((receipt, at) =>
      receipt ? [{ project: images[at] ?? '', size: receipt.size, layers: receipt.layers }] : [],
    ),
    pods: proof?.pods ?? [],
    differences: [],
  };
  return { ...report, differences: before ? compareReports(before, report) : [] };
}

/** For people who read in a browser, in an editor or in a pull request, and for machines. */
export async function writeReport(root: string, report: Report): Promise<string> {
  const folder = reportFolder(report.release);
  await mkdir(join(root, folder), { recursive: true });
  const forms = {
    json: `${JSON.stringify(report, null, 2)}\n`,
    md: renderMarkdown(report),
    xml: renderJunit(report),
    html: renderHtml(report),
  };
  await Promise.all(
    Object.entries(forms).map(([form, text]) => writeFile(join(root, folder, `report.${form}`), text)),
  );
  return `${folder}/report.html`;
}
