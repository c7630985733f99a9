import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { sayDone } from '../console/say.ts';
import { documentValues, type DocumentedValue } from './documented-values.ts';

export interface ValuesTableOptions {
  /** The chart's folder. */
  chart: string;
  /** Only says whether the table is current. */
  check?: boolean;
}

export const tableMarks = { start: '<!-- values:start -->', end: '<!-- values:end -->' };

/** Writes the table of the chart's values into its README, out of the comments in values.yaml. */
export default executor<ValuesTableOptions>(async ({ chart, check = false }, context) => {
  const project = projectOf(context).name;
  const readme = join(context.root, chart, 'README.md');
  const doing = `${check ? 'Checking' : 'Writing'} the table of values in ${chart}/README.md`;
  const { values, undocumented } = documentValues(
    await readFile(join(context.root, chart, 'values.yaml'), 'utf8'),
  );
  if (undocumented.length > 0)
    throw new Failure({
      doing,
      wrong: `${undocumented.length} values have no comment.`,
      mend: `Write "# -- What it is for." above each in ${chart}/values.yaml, then: nx run ${project}:values-table`,
      evidence: undocumented.slice(0, 20),
    });

  const text = await readFile(readme, 'utf8');
  const wanted = replaceTable(text, renderTable(values));
  if (wanted === undefined)
    throw new Failure({
      doing,
      wrong: `it does not say where the table belongs.`,
      mend: `Write the lines ${tableMarks.start} and ${tableMarks.end} into it.`,
    });
  if (check && wanted !== text)
    throw new Failure({
      doing,
      wrong: 'it does not say what values.yaml says.',
      mend: `nx run ${project}:values-table`,
    });
  if (!check) await writeFile(readme, wanted);
  sayDone(`${chart}/README.md tells of ${values.length} values`);
});

/** Undefined where the README has no place for the table. */
export function replaceTable(readme: string, table: string): string | undefined {
  const start = readme.indexOf(tableMarks.start);
  const end = readme.indexOf(tableMarks.end, start);
  if (start < 0 || end < 0) return undefined;
  return `${readme.slice(0, start)}${tableMarks.start}\n\n${table}\n\n${readme.slice(end)}`;
}

export const renderTable = (values: DocumentedValue[]): string =>
  [
    '| value | type | default | what it is for |',
    '| --- | --- | --- | --- |',
    ...values.map(({ path, type, default: byDefault, description }) =>
      byDefault === undefined
        ? `| **${path}** | | | **${cell(description)}** |`
        : `| \`${path}\` | ${type} | \`${cell(byDefault)}\` | ${cell(description)} |`,
    ),
  ].join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');
