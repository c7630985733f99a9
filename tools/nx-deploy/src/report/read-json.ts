import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Undefined where it is missing, or was cut short while it was written. */
export async function readJson<Content>(root: string, path: string): Promise<Content | undefined> {
  return readFile(join(root, path), 'utf8')
    .then((text) => JSON.parse(text) as Content)
    .catch(() => undefined);
}
