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
  const sources = await Promise.all([join(workspaceRoot, chart, 'values.yaml'), found].map(readValues));
  return {
    files: [found],
    at: (path) => sources.map((values) => lookUp(values, path)).findLast((value) => value !== undefined),
  };
}

async function readValues(path: string): Promise<Values> {
  return ((await readFile(path, 'utf8').then((text) => parse(text) as Values | null)) ?? {}) as Values;
}

const lookUp = (values: Values, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) => (value && typeof value === 'object' ? (value as Values)[key] : undefined),
      values,
    );
