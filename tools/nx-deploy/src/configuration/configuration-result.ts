import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

/** Leaves what was found for the reports; gives the file's path. */
export async function writeResult(
  workspaceRoot: string,
  name: string,
  checks: Check[],
  startedAt: number,
): Promise<string> {
  const folder = 'dist/configuration';
  await mkdir(join(workspaceRoot, folder), { recursive: true });
  const file = join(folder, `${name}.json`);
  const result = {
    ok: checks.length > 0 && checks.every(({ ok }) => ok),
    checks,
    at: new Date().toISOString(),
    seconds: Math.round((Date.now() - startedAt) / 100) / 10,
  };
  await writeFile(join(workspaceRoot, file), `${JSON.stringify(result, null, 2)}\n`);
  return file;
}
