import { makeReport, readLedger, readTaskList, type Row, rowsOf } from '@habit/nx-deploy/report-testing';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyWorkspace } from '../cluster/copy-workspace.ts';
import { environmentForNx } from '../cluster/environment.ts';
import { applyEdits, type Edit } from './edits.ts';

const list = 'infra/tasks.yaml';
/** What a run leaves that the report reads; the receipt of a deploy stays with the release that it is about. */
const evidence = ['evidence', 'image-checks', 'verify', 'guide', 'configuration'];

/** A copy of the workspace to try sabotage on, with what proves its tasks. */
export class Bench {
  readonly folder = copyWorkspace('sabotage');
  private readonly baseline = mkdtempSync(join(tmpdir(), 'sabotage-baseline-'));
  lastOutput = '';

  /** Runs tasks as `nx run-many` does: one that fails keeps none of the others from running. */
  run(targets: string[], options: string[] = []): void {
    const names = [...new Set(targets.map((task) => task.split(':')[1]))];
    const projects = [...new Set(targets.map((task) => task.split(':')[0]))];
    const args = ['nx', 'run-many', `--targets=${names.join(',')}`, `--projects=${projects.join(',')}`];
    const done = spawnSync('npx', [...args, '--output-style=static', ...options], {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...environmentForNx(), NO_COLOR: '1' },
      maxBuffer: 256 * 1024 * 1024,
    });
    this.lastOutput = `${done.stdout}${done.stderr}`;
  }

  /** A file beside the copy, which no sabotage touches. */
  keep(name: string, text: string): string {
    const file = join(this.baseline, name);
    writeFileSync(file, text);
    return file;
  }

  async rows(): Promise<Row[]> {
    const ledger = await readLedger(this.folder);
    return rowsOf(await makeReport(this.folder, await readTaskList(this.folder, list), ledger));
  }

  keepBaseline(): void {
    for (const name of evidence) copyOver(join(this.folder, 'dist', name), join(this.baseline, name));
  }

  /** Does something to the workspace, looks, and brings it back as it was. */
  async with<Result>(edits: Edit[], look: () => Promise<Result>): Promise<Result> {
    const takeBack = applyEdits(this.folder, edits, join(this.baseline, 'attic'));
    try {
      return await look();
    } finally {
      takeBack();
      for (const name of evidence) copyOver(join(this.baseline, name), join(this.folder, 'dist', name));
    }
  }

  remove(): void {
    for (const folder of [this.folder, this.baseline]) rmSync(folder, { recursive: true, force: true });
  }
}

function copyOver(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  if (existsSync(from)) cpSync(from, to, { recursive: true });
}
