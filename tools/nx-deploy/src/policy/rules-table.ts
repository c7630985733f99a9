import { allRules } from './all-rules.ts';

const marks = { start: '<!-- rules:start -->', end: '<!-- rules:end -->' };

/** Undefined where the README has no place for the table of rules. */
export function replaceRules(readme: string): string | undefined {
  const start = readme.indexOf(marks.start);
  const end = readme.indexOf(marks.end, start);
  if (start < 0 || end < 0) return undefined;
  // Formatters would pad the columns, and each new rule would then change every line.
  const table = `<!-- prettier-ignore-start -->\n${renderRules()}\n<!-- prettier-ignore-end -->`;
  return `${readme.slice(0, start)}${marks.start}\n\n${table}\n\n${readme.slice(end)}`;
}

const renderRules = (): string =>
  [
    '| rule | | why | what to write |',
    '| --- | --- | --- | --- |',
    ...allRules.map(
      ({ id, severity, reason, fix }) =>
        `| \`${id}\` | ${severity === 'error' ? 'fails' : 'advice'} | ${cell(reason)} | ${cell(fix)} |`,
    ),
  ].join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<');
