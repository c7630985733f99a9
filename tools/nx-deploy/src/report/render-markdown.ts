import { megabytes, seconds } from '../console/units.ts';
import type { Report } from './report.ts';
import type { Row, RowTarget } from './rows.ts';

const marks = { passed: '✔ passed', failed: '✖ **failed**', 'not run': '– not run' };

export function renderMarkdown(report: Report): string {
  const { release, ok, at, deployed, phases, differences, images } = report;
  return `${[
    `# ${release}: ${ok ? 'all tasks are proven' : 'not all tasks are proven'}`,
    deployed
      ? `${at}. Context ${deployed.context}, namespace ${deployed.namespace}, revision ${deployed.revision}, ${deployed.url}.`
      : `${at}. Nothing is deployed.`,
    ...phases.map(({ name, target, rows }) =>
      [`## ${name} (${target})`, table(['task', 'result', 'figure', 'evidence'], rows.map(toCells))].join(
        '\n\n',
      ),
    ),
    '## Images',
    table(
      ['image', 'size', 'layers'],
      images.map(({ project, size, layers }) => [project, megabytes(size), String(layers.length)]),
    ),
    '## Since the report before',
    differences.length > 0 ? differences.map((line) => `- ${line}`).join('\n') : 'Nothing is different.',
  ].join('\n\n')}\n`;
}

const toCells = ({ id, title, result, figure, detail, targets }: Row): string[] => [
  `${id} ${title}`,
  marks[result],
  figure,
  [detail, ...targets.map(describeTarget)].filter(Boolean).join('<br>'),
];

/** A target with how its result came about. */
export function describeTarget({ target, outcome, isCached, why, ms }: RowTarget): string {
  if (!outcome) return `${target}: not run`;
  const how = isCached ? `from the cache, ${why}` : outcome === 'skipped' ? `skipped, ${why}` : why;
  return `${target}: ${how}${ms === undefined ? '' : ` (${seconds(ms)})`}`;
}

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => '---'), ...rows.map((row) => row.map(escapeCell))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');
