import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

const project = join(__dirname, '../..');

/** The bundle that the image holds, in a folder of its own with nothing around it. */
export function buildBundle(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'habit-bundle-'));
  execFileSync(process.execPath, [join(project, 'build.mjs'), folder], { cwd: folder, stdio: 'inherit' });
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

export type BackendProcess = ReturnType<typeof startBackend>;

/** The bundle as a process, with these variables and no others. */
export function startBackend(folder: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, [join(folder, 'main.mjs')], {
    cwd: folder,
    env: { HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const closed = once(child, 'close');
  const address = () => /Server listening at (http:\/\/[^"]+)"/.exec(output)?.[1];

  return {
    output: () => output,
    errors: () => errors,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    isRunning: () => child.exitCode === null && child.signalCode === null,
    ended: async (): Promise<{ code: number | null; signal: string | null }> => {
      await closed;
      return { code: child.exitCode, signal: child.signalCode };
    },
    listening: async (): Promise<string> => {
      await eventually('the backend listens', () => address() !== undefined || child.exitCode !== null);
      const url = address();
      if (!url) throw new Error(`The backend ended before it listened: ${errors}`);
      return url;
    },
  };
}
