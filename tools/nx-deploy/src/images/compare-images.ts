import { createHash } from 'node:crypto';
import { readImageArchive } from './image-archive.ts';
import type { ImageReceipt } from './image-receipt.ts';

/** File by its layer and path; content, mode and owner decide. */
type Files = Map<string, string>;

/** Says which layers two images differ in, and in which of their files; nothing when they are the same. */
export async function compareImages(
  one: { receipt: ImageReceipt; archive: string },
  other: { receipt: ImageReceipt; archive: string },
): Promise<string[]> {
  if (one.receipt.imageId === other.receipt.imageId) return [];
  const count = Math.max(one.receipt.layers.length, other.receipt.layers.length);
  const differing = Array.from({ length: count }, (_, at) => at).filter(
    (at) => one.receipt.layers[at]?.diffId !== other.receipt.layers[at]?.diffId,
  );
  if (differing.length === 0)
    return ['All layers are the same; the configuration differs (environment, labels or history).'];

  const [mine, theirs] = await Promise.all([listFiles(one.archive), listFiles(other.archive)]);
  return differing.map((at) => {
    const line = (one.receipt.layers[at] ?? other.receipt.layers[at])?.createdBy ?? '';
    return `Layer ${at + 1} (${line}) ${describe(mine[at] ?? new Map(), theirs[at] ?? new Map())}`;
  });
}

function describe(mine: Files, theirs: Files): string {
  const paths = [...new Set([...mine.keys(), ...theirs.keys()])].sort();
  const changed = paths.filter((path) => mine.get(path) !== theirs.get(path));
  if (changed.length === 0) return 'holds the same files, written in another way.';
  const shown = changed.slice(0, 3).map((path) => `/${path}`);
  const more = changed.length > shown.length ? ` and ${changed.length - shown.length} more` : '';
  return `differs in ${shown.join(', ')}${more}.`;
}

async function listFiles(archive: string): Promise<Files[]> {
  // Layers come in any order, and their files one after the other: each entry is known by itself.
  const contents = new Map<object, string>();
  const { layers } = await readImageArchive(archive, (entry) => {
    const hash = createHash('sha256');
    return {
      take: (chunk) => void hash.update(chunk),
      end: async () => void contents.set(entry, hash.digest('hex')),
    };
  });
  return layers.map(
    ({ entries }) =>
      new Map(
        entries.map((entry) => [
          entry.path,
          [entry.type, entry.mode, entry.linkTarget, contents.get(entry)].join(' '),
        ]),
      ),
  );
}
