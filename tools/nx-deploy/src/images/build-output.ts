import { chmod, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Gives files and folders the modes that everybody can read: they become part of the image, and a caller's umask
 * must neither change nor break it. Times stay untouched: the engine takes a file of old time for unchanged.
 */
export async function normaliseModes(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) continue;
    const { mode } = await stat(path);
    const isProgram = (mode & 0o100) !== 0;
    const wanted = entry.isDirectory() || isProgram ? 0o755 : 0o644;
    if ((mode & 0o7777) !== wanted) await chmod(path, wanted);
    if (entry.isDirectory()) await normaliseModes(path);
  }
}

export async function isEmptyFolder(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => []);
  return entries.length === 0;
}
