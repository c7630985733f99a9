import { shorten } from '../console/shorten.ts';

export interface FieldDifference {
  path: string;
  before: unknown;
  after: unknown;
}

/** Lists the fields in which two values differ. Lists of named things are compared by name, not by place. */
export function listDifferences(before: unknown, after: unknown, path = ''): FieldDifference[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => listDifferences(before[key], after[key], path ? `${path}.${key}` : key));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const key = nameKey(before, after);
    if (key) return compareNamed(before as Named[], after as Named[], key, path);
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, at) => listDifferences(before[at], after[at], `${path}[${at}]`)).flat();
  }
  return Object.is(before, after) ? [] : [{ path, before, after }];
}

type Named = Record<string, unknown>;

function compareNamed(before: Named[], after: Named[], key: string, path: string): FieldDifference[] {
  const names = [...new Set([...before, ...after].map((item) => String(item[key])))];
  const find = (list: Named[], name: string) => list.find((item) => String(item[key]) === name);
  return names.flatMap((name) => listDifferences(find(before, name), find(after, name), `${path}[${name}]`));
}

/** What names the items of both lists. A name that stands twice in one of them names nothing. */
function nameKey(...lists: unknown[][]): string | undefined {
  return ['name', 'mountPath', 'containerPort'].find(
    (key) =>
      lists.flat().length > 0 &&
      lists.every((list) => {
        const names = list.map((item) => (isRecord(item) ? item[key] : undefined));
        return !names.includes(undefined) && new Set(names).size === names.length;
      }),
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function renderDifference({ path, before, after }: FieldDifference): string {
  return `${path}: ${show(before)} → ${show(after)}`;
}

const show = (value: unknown): string => {
  if (value === undefined) return '(absent)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return shorten(text, 80);
};
