import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

/**
 * Copies a nameless image archive and writes a name into the copy: nodes take an image only with a name.
 * The digests stay as they are.
 */
export async function copyWithName(
  archive: string,
  copy: string,
  repository: string,
  tag: string,
): Promise<void> {
  const source = extract();
  const target = pack();
  const written = pipeline(target, createWriteStream(copy));
  const read = pipeline(createReadStream(archive, { highWaterMark: 1024 * 1024 }), source);
  for await (const entry of source) {
    const edit = editors[entry.header.name];
    if (!edit) {
      await pipeline(entry, target.entry(entry.header));
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    const edited = JSON.stringify(edit(JSON.parse(Buffer.concat(chunks).toString('utf8')), repository, tag));
    target.entry({ ...entry.header, size: Buffer.byteLength(edited) }, edited);
  }
  target.finalize();
  await Promise.all([read, written]);
}

type Editor = (content: unknown, repository: string, tag: string) => unknown;

const editors: Record<string, Editor> = {
  'manifest.json': (content, repository, tag) =>
    (content as object[]).map((image) => ({ ...image, RepoTags: [`${repository}:${tag}`] })),
  'index.json': (content, repository, tag) => {
    const index = content as { manifests: { annotations?: Record<string, string> }[] };
    const annotations = {
      'io.containerd.image.name': `${fullRepository(repository)}:${tag}`,
      'org.opencontainers.image.ref.name': tag,
    };
    return {
      ...index,
      manifests: index.manifests.map((manifest) => ({
        ...manifest,
        annotations: { ...manifest.annotations, ...annotations },
      })),
    };
  },
};

/** The name as nodes keep it: a short one belongs to Docker Hub. */
export function fullRepository(repository: string): string {
  const [first = '', ...rest] = repository.split('/');
  const namesHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  if (namesHost) return repository;
  return rest.length > 0 ? `docker.io/${repository}` : `docker.io/library/${repository}`;
}
