import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../console/run.ts';
import { splitCommand } from '../tools/split-command.ts';

export interface JourneyStep {
  name: string;
  ok: boolean;
  ms: number;
  detail?: string;
}

export interface JourneyResult {
  ok: boolean;
  steps: JourneyStep[];
  /** What the command said, when it wrote no steps. */
  output: string;
}

/** Runs the workspace's own walk through the release: `COMMAND URL --json FILE`. */
export async function runJourney(
  workspaceRoot: string,
  command: string,
  url: string,
): Promise<JourneyResult> {
  const folder = await mkdtemp(join(tmpdir(), 'nx-deploy-'));
  try {
    const file = join(folder, 'journey.json');
    const [program, ...args] = splitCommand(command);
    const { code, stdout, stderr } = await run(program, [...args, url, '--json', file], {
      cwd: workspaceRoot,
      timeoutMs: 180_000,
    });
    const written = await readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as { ok: boolean; steps: JourneyStep[] },
      () => ({ ok: false, steps: [] }),
    );
    const ok = code === 0 && written.ok && written.steps.length > 0 && written.steps.every((step) => step.ok);
    return { ok, steps: written.steps, output: `${stdout}\n${stderr}`.trim() };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
