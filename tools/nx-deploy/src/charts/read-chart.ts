import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const readChartName = (chartFile: string, workspaceRoot: string): string =>
  readYaml<{ name: string }>(join(workspaceRoot, chartFile)).name;

export function readYaml<T>(path: string): T {
  try {
    return parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
