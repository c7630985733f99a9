import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import type { ImageConfig } from './image-archive.ts';
import { describeBase } from './image-base.ts';
import { type ExpectedLayer, type PackedLayer, packLayer } from './pack-layer.ts';
import { plainConfig } from './plain-config.ts';
import { visitFiles } from './visit-files.ts';

const largestText = 4 * 1024 * 1024;
const readAtOnce = 1024 * 1024;

const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
};

/**
 * Makes of what an engine built the archive that is kept: nameless, packed, with a manifest, and the same in each build
 * of the same files. What the engine wrote holds times and names of that build. BuildKit can set the times itself
 * (rewrite-timestamp), but then unpacks and packs each layer anew in every build, unchanged ones too.
 */
export async function repackArchive(
  saved: string,
  target: string,
  folder: string,
  dockerfile: string,
): Promise<void> {
  const { config, layerNames } = await readLayout(saved);
  const { layers: ofBase = 0 } = describeBase(dockerfile, { config });
  const work = await mkdtemp(join(folder, 'layers-'));
  try {
    const expected = layerNames.map((name, at) => ({
      name,
      diffId: config.rootfs.diff_ids[at] ?? '',
      isOfBase: at < ofBase,
    }));
    const layers = await packLayers(saved, expected, work);
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

type Expected = ExpectedLayer & { name: string };

async function packLayers(saved: string, expected: Expected[], work: string): Promise<PackedLayer[]> {
  const packed = new Map<string, PackedLayer>();
  await visitFiles(saved, async (name, _size, content) => {
    const layer = expected.find((one) => one.name === name);
    if (!layer) return false;
    const file = join(work, String(packed.size));
    await pipeline(content, createWriteStream(file));
    packed.set(name, await packLayer(file, layer));
    return true;
  });
  return expected.map(({ name }) => {
    const layer = packed.get(name);
    if (!layer) throw new Error(`${saved} lacks the layer ${name}.`);
    return layer;
  });
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
      await pipeline(createReadStream(file, { highWaterMark: readAtOnce }), entry);
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
