import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Pack } from 'tar-stream';
import type { ImageConfig } from './image-archive.ts';
import { plainConfig } from './plain-config.ts';
import { withoutTimes } from './tar-times.ts';
import { visitFiles } from './visit-files.ts';

interface PackedLayer {
  diffId: string;
  digest: string;
  size: number;
  file: string;
}

const largestText = 4 * 1024 * 1024;

const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
};

/**
 * Makes of what an engine saved from its own store the archive that BuildKit writes at once: nameless, packed, with a
 * manifest, and the same in each build of the same files. The saved one holds times and names of that build.
 */
export async function repackArchive(saved: string, target: string, folder: string): Promise<void> {
  const { config, layerNames } = await readLayout(saved);
  const work = await mkdtemp(join(folder, 'layers-'));
  try {
    const layers = await packLayers(saved, layerNames, work);
    await writeArchive(target, config, layers);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function readLayout(saved: string): Promise<{ config: ImageConfig; layerNames: string[] }> {
  const texts = new Map<string, string>();
  await visitFiles(saved, async (name, size, content) => {
    // Layers come later: what they are is known only then.
    if (size > largestText) return false;
    texts.set(name, await text(content));
    return true;
  });
  const [image] = JSON.parse(texts.get('manifest.json') ?? '[]') as { Config: string; Layers: string[] }[];
  const config = image && texts.get(image.Config);
  if (!config) throw new Error(`${saved} is no image archive: it names no configuration.`);
  return { config: JSON.parse(config) as ImageConfig, layerNames: image.Layers };
}

async function packLayers(saved: string, names: string[], work: string): Promise<PackedLayer[]> {
  const packed = new Map<string, PackedLayer>();
  await visitFiles(saved, async (name, _size, content) => {
    if (!names.includes(name)) return false;
    packed.set(name, await packLayer(content, join(work, String(packed.size))));
    return true;
  });
  return names.map((name) => {
    const layer = packed.get(name);
    if (!layer) throw new Error(`${saved} lacks the layer ${name}.`);
    return layer;
  });
}

async function packLayer(layer: Readable, file: string): Promise<PackedLayer> {
  const unpacked = createHash('sha256');
  const packed = createHash('sha256');
  let size = 0;
  await pipeline(
    layer,
    withoutTimes(),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        unpacked.update(chunk);
        yield chunk;
      }
    },
    createGzip({ chunkSize: 256 * 1024 }),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        packed.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(file),
  );
  return {
    diffId: `sha256:${unpacked.digest('hex')}`,
    digest: `sha256:${packed.digest('hex')}`,
    size,
    file,
  };
}

async function writeArchive(target: string, config: ImageConfig, layers: PackedLayer[]): Promise<void> {
  const image = describe(
    mediaTypes.config,
    plainConfig(
      config,
      layers.map(({ diffId }) => diffId),
    ),
  );
  const manifest = describe(mediaTypes.manifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: image.descriptor,
    layers: layers.map(({ digest, size }) => ({ mediaType: mediaTypes.layer, size, digest })),
  });
  const platform = { architecture: config.architecture, os: config.os };
  const index = {
    schemaVersion: 2,
    mediaType: mediaTypes.index,
    manifests: [{ ...manifest.descriptor, platform }],
  };
  // For engines that know no manifests.
  const listed = [
    {
      Config: blobPath(image.descriptor.digest),
      RepoTags: null,
      Layers: layers.map(({ digest }) => blobPath(digest)),
    },
  ];

  const tar = pack();
  const written = pipeline(tar, createWriteStream(target));
  // Two layers may be the same, a name stands once.
  const blobs = new Map(layers.map((layer) => [layer.digest, layer]));
  const fill = async (): Promise<void> => {
    for (const { digest, size, file } of blobs.values()) {
      const entry = tar.entry({ ...header(blobPath(digest)), size });
      await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), entry);
    }
    addText(tar, blobPath(image.descriptor.digest), image.json);
    addText(tar, blobPath(manifest.descriptor.digest), manifest.json);
    addText(tar, 'index.json', JSON.stringify(index));
    addText(tar, 'manifest.json', JSON.stringify(listed));
    addText(tar, 'oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    tar.finalize();
  };
  await Promise.all([fill(), written]);
}

function describe(mediaType: string, value: object) {
  const json = escapeAsEnginesDo(JSON.stringify(value));
  const digest = `sha256:${createHash('sha256').update(json).digest('hex')}`;
  return { json, descriptor: { mediaType, size: Buffer.byteLength(json), digest } };
}

const escapeAsEnginesDo = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

const header = (name: string) => ({ name, mode: 0o444, mtime: new Date(0), uid: 0, gid: 0 });

function addText(tar: Pack, name: string, content: string): void {
  tar.entry({ ...header(name), size: Buffer.byteLength(content) }, content);
}
