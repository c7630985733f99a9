import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Failure } from '../console/failure.ts';

type Values = Record<string, unknown>;

export interface ReleaseValues {
  /** Values files that go to helm, the later one wins. */
  files: string[];
  at(path: string): unknown;
  /** What the file of differences itself says, without the chart's own values. */
  difference(path: string): unknown;
}

/** The chart's values and the file of differences, which lies in the chart's folder or anywhere in the workspace. */
export async function readReleaseValues(
  workspaceRoot: string,
  chart: string,
  file: string,
): Promise<ReleaseValues> {
  const places = [join(workspaceRoot, chart, file), join(workspaceRoot, file), file];
  const found = places.find((place) => existsSync(place));
  if (!found)
    throw new Failure({
      doing: 'Reading the values',
      wrong: `there is no ${file}, neither in ${chart} nor in the workspace.`,
      mend: 'Name another one: --values FILE',
    });
  const [own, differences] = await Promise.all([
    readValues(join(workspaceRoot, chart, 'values.yaml')),
    readValues(found),
  ]);
  const difference = (path: string): unknown => lookUp(differences, path);
  return {
    files: [found],
    // To helm null is a value too: it takes the chart's own away.
    at: (path) => [lookUp(own, path), difference(path)].findLast((value) => value !== undefined),
    difference,
  };
}

async function readValues(path: string): Promise<Values> {
  const text = await readFile(path, 'utf8');
  try {
    return (parse(text) as Values | null) ?? {};
  } catch (error) {
    const [wrong = ''] = (error as Error).message.split('\n');
    throw new Failure({
      doing: 'Reading the values',
      wrong: `${path} is no YAML: ${wrong}`,
      mend: 'Correct it there.',
    });
  }
}

const lookUp = (values: Values, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) => (value && typeof value === 'object' ? (value as Values)[key] : undefined),
      values,
    );
