import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generated-files.ts';

const root = join(import.meta.dirname, '../../..');
// Files are named from the workspace, and so is the configuration of their format.
process.chdir(root);
const files = await generatedFiles(read);

if (process.argv.includes('--check')) check();
else for (const [path, text] of Object.entries(files)) writeFileSync(path, text);

function check(): void {
  const stale = Object.entries(files).filter(([path, text]) => read(path) !== text);
  if (stale.length === 0) return;
  const names = stale.map(([path]) => path).join(', ');
  console.error(`${names} no longer say what libs/env-contract declares. Run: npx nx sync`);
  process.exitCode = 1;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
