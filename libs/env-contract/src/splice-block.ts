import { LineCounter, isMap, isScalar, parseDocument } from 'yaml';

/** The text with what stands below its top-level `key` replaced by `lines`; every other byte stays as it is. */
export function spliceBlock(text: string, key: string, lines: string[]): string {
  const lineCounter = new LineCounter();
  const { contents, errors } = parseDocument(text, { lineCounter });
  if (errors[0]) throw errors[0];
  const pair = isMap(contents)
    ? contents.items.find((item) => isScalar(item.key) && item.key.value === key)
    : undefined;
  const start = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  if (start === undefined) throw new Error(`There is no “${key}:” to write below.`);
  const all = text.split('\n');
  const first = lineCounter.linePos(start).line;
  const next = all.findIndex((line, at) => at >= first && /^\S/.test(line));
  const rest = all.slice(next < 0 ? all.length : next);
  return [
    ...all.slice(0, first - 1),
    `${key}:`,
    ...lines,
    ...(rest.length > 0 ? separator(all, next) : []),
    ...rest,
    ...(next < 0 ? [''] : []),
  ].join('\n');
}

/** Empty lines before what follows belong to the layout of the file. */
const separator = (all: string[], next: number): string[] => (all[next - 1] === '' ? [''] : []);
