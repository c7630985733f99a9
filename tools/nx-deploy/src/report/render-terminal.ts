import { bold, dim, green, red, yellow } from '../console/paint.ts';
import { shorten } from '../console/shorten.ts';
import type { Report } from './report.ts';
import { type Row, rowsOf } from './rows.ts';

/** One line for each phase, and one for each task that is not proven or has a figure. */
export function renderTerminal(report: Report): string {
  const rows = rowsOf(report);
  const passed = rows.filter(({ result }) => result === 'passed').length;
  const summary = `${passed} of ${rows.length} tasks are proven`;
  return [
    bold(`Report of ${report.release}`),
    ...report.phases.flatMap(({ name, rows: ofPhase }) => {
      const done = ofPhase.filter(({ result }) => result === 'passed').length;
      const isBroken = ofPhase.some(({ result }) => result === 'failed');
      const mark = done === ofPhase.length ? green('✔') : isBroken ? red('✖') : yellow('–');
      return [`${mark} ${name}: ${done} of ${ofPhase.length}`, ...ofPhase.flatMap(describeRow)];
    }),
    ...report.differences.slice(0, 10).map((line) => dim(`  since the report before: ${line}`)),
    report.ok
      ? green(summary)
      : rows.some(({ result }) => result === 'failed')
        ? red(summary)
        : yellow(summary),
  ].join('\n');
}

function describeRow({ id, title, result, figure, detail }: Row): string[] {
  if (result === 'passed') return figure ? [dim(`    ${id} ${title}: ${shorten(figure, 160)}`)] : [];
  const mark = result === 'failed' ? red('✖') : yellow('–');
  return [`  ${mark} ${id} ${title}: ${shorten(detail, 160)}`];
}
