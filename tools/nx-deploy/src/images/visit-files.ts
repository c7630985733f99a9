import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { extract } from 'tar-stream';

/**
 * Calls `visit` with each file of an archive, in its order, as a stream. Memory holds a piece at a time, so a file must
 * be read at once; one that `visit` answers with false for is passed over.
 */
export async function visitFiles(
  archive: string,
  visit: (name: string, size: number, content: Readable) => Promise<boolean>,
): Promise<void> {
  const tar = extract();
  const source = createReadStream(archive, { highWaterMark: 1024 * 1024 });
  source.on('error', (error) => tar.destroy(error));
  source.pipe(tar);
  for await (const entry of tar) {
    const { type, name, size = 0 } = entry.header;
    const taken = type === 'file' && (await visit(name, size, entry as unknown as Readable));
    if (!taken) entry.resume();
  }
}
