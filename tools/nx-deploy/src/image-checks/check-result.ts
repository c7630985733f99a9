import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const resultPath = (project: string, check: string): string =>
  `dist/image-checks/${project}/${check}.json`;

/** Leaves a check's result for machines; it holds no time, so equal images have equal results. */
export async function writeResult(workspaceRoot: string, path: string, result: unknown): Promise<void> {
  await mkdir(dirname(join(workspaceRoot, path)), { recursive: true });
  await writeFile(join(workspaceRoot, path), `${JSON.stringify(result, null, 2)}\n`);
}
