import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

export interface FixtureImage {
  layers: (Partial<Header> & { name: string; content?: string | Buffer })[][];
  config?: Record<string, unknown>;
  /** What made the image, step by step; those that start with "#" made no layer. */
  history?: string[];
  gzip?: boolean;
  /** Lists this diff id in place of the last layer's own. */
  wrongDiffId?: string;
}

const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex');

/** Writes an image archive as an engine does, for specs. */
export async function writeFixtureArchive(path: string, image: FixtureImage): Promise<{ imageId: string }> {
  const blobs = new Map<string, Buffer>();
  const put = (data: Buffer): string => {
    const name = `blobs/sha256/${sha256(data)}`;
    blobs.set(name, data);
    return name;
  };
  const diffIds: string[] = [];
  const layers: string[] = [];
  for (const entries of image.layers) {
    const tar = await packEntries(entries);
    diffIds.push(`sha256:${sha256(tar)}`);
    layers.push(put(image.gzip === false ? tar : gzipSync(tar)));
  }
  if (image.wrongDiffId) diffIds.splice(-1, 1, image.wrongDiffId);
  const config = {
    architecture: 'amd64',
    os: 'linux',
    config: image.config ?? {},
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: (image.history ?? ['#ENV A=B', ...layers.map((_, at) => `COPY ${at}`)]).map((step) =>
      step.startsWith('#') ? { created_by: step.slice(1), empty_layer: true } : { created_by: step },
    ),
  };
  const configName = put(Buffer.from(JSON.stringify(config)));
  const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers }));
  put(manifest);

  const files = [...blobs].map(([name, data]) => ({ name, content: data }));
  files.push({
    name: 'index.json',
    content: Buffer.from(JSON.stringify({ manifests: [{ digest: `sha256:${sha256(manifest)}` }] })),
  });
  files.push({
    name: 'manifest.json',
    content: Buffer.from(JSON.stringify([{ Config: configName, RepoTags: null, Layers: layers }])),
  });
  const tar = pack();
  for (const { name, content } of files) tar.entry({ name, mtime: new Date(0) }, content);
  tar.finalize();
  await pipeline(tar, createWriteStream(path));
  return { imageId: `sha256:${configName.split('/').at(-1)}` };
}

async function packEntries(entries: FixtureImage['layers'][number]): Promise<Buffer> {
  const tar = pack();
  for (const { content, ...header } of entries) tar.entry({ mtime: new Date(0), ...header }, content ?? '');
  tar.finalize();
  return buffer(tar);
}
