import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const made = ['node_modules', 'dist', '.next', '.nx', 'test-output', 'coverage'];

/** All files below a folder that people wrote, by path from the root. */
export function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !made.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return listFiles(root, path);
      return entry.isFile() ? [path] : [];
    });
}
