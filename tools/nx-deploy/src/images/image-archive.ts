import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { Failure } from '../console/failure.ts';
import { rebuildCommand } from './rebuild-command.ts';

export interface LayerEntry {
  path: string;
  type: string;
  linkTarget: string | undefined;
  mode: number;
  size: number;
  /** Whether it carries capabilities, which give rights as a setuid bit does. */
  hasCapabilities: boolean;
}

/** Sees every file of every layer, deleted later or not, piece by piece. */
export type InspectFile = (entry: LayerEntry) => {
  take(chunk: Buffer): Promise<void> | void;
  end(): Promise<void>;
};

export interface ImageLayer {
  /** Digest of the unpacked layer: what the image's configuration lists. */
  diffId: string;
  /** Unpacked bytes. */
  size: number;
  /** Bytes as they lie in the archive. */
  compressed: number;
  entries: LayerEntry[];
}

export interface ImageConfig {
  architecture: string;
  os: string;
  config: {
    User?: string;
    Env?: string[];
    Entrypoint?: string[];
    Cmd?: string[];
    WorkingDir?: string;
    ExposedPorts?: Record<string, unknown>;
    Labels?: Record<string, string>;
  };
  rootfs: { diff_ids: string[] };
  history?: { created_by?: string; comment?: string; empty_layer?: boolean }[];
}

export interface ImageArchive {
  imageId: string;
  /** Absent in archives of engines that keep no manifests. */
  manifestDigest: string | undefined;
  config: ImageConfig;
  layers: ImageLayer[];
  /** Every JSON document of the archive by its name: configuration, manifests, indexes. */
  documents: Map<string, unknown>;
}

type Blob =
  { kind: 'layer'; layer: ImageLayer } | { kind: 'json'; digest: string; value: unknown } | { kind: 'other' };

/**
 * Reads what `docker save` or an image build wrote, as a stream and without an engine. Every layer is unpacked
 * and hashed, so an archive that was cut short or altered does not pass.
 */
export async function readImageArchive(path: string, inspect?: InspectFile): Promise<ImageArchive> {
  return readWhole(path, inspect).catch((error: Error) => {
    if (error instanceof InspectionError) throw error.cause;
    const project = basename(dirname(path));
    throw new Failure({
      doing: `Reading the image archive of ${project}`,
      wrong: `it is not whole: ${error.message.replace(/\.$/, '')}.`,
      mend: `Build it again: ${rebuildCommand(project)}`,
    });
  });
}

/** What went wrong in the hands of whoever looks into the files; the archive is not to blame. */
class InspectionError extends Error {}

async function readWhole(path: string, inspect?: InspectFile): Promise<ImageArchive> {
  const blobs = await readBlobs(path, inspect);
  const json = <T>(name: string): T | undefined => {
    const blob = blobs.get(name);
    return blob?.kind === 'json' ? (blob.value as T) : undefined;
  };

  const image = json<{ Config: string; Layers: string[] }[]>('manifest.json')?.[0];
  if (!image) throw new Error(`${path} is no image archive: it holds no manifest.json.`);
  const configBlob = blobs.get(image.Config);
  if (configBlob?.kind !== 'json') throw new Error(`${path} lacks the image's configuration.`);
  const config = configBlob.value as ImageConfig;

  const layers = image.Layers.map((name) => {
    const blob = blobs.get(name);
    if (blob?.kind !== 'layer') throw new Error(`${path} lacks the layer ${name}.`);
    return blob.layer;
  });
  const wanted = config.rootfs.diff_ids.join('\n');
  if (layers.map(({ diffId }) => diffId).join('\n') !== wanted)
    throw new Error(`${path} holds other layers than its configuration lists.`);

  const index = json<{ manifests: { digest: string }[] }>('index.json');
  const documents = new Map<string, unknown>();
  for (const [name, blob] of blobs) if (blob.kind === 'json') documents.set(name, blob.value);
  return {
    imageId: configBlob.digest,
    manifestDigest: index?.manifests[0]?.digest,
    config,
    layers,
    documents,
  };
}

async function readBlobs(path: string, inspect?: InspectFile): Promise<Map<string, Blob>> {
  const blobs = new Map<string, Blob>();
  const tar = extract();
  const source = createReadStream(path, { highWaterMark: 1024 * 1024 });
  source.on('error', (error) => tar.destroy(error));
  source.pipe(tar);
  for await (const entry of tar) {
    const named = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(entry.header.name)?.[1];
    if (entry.header.type !== 'file') entry.resume();
    else blobs.set(entry.header.name, await readBlob(entry as AsyncIterable<Buffer>, named, inspect));
  }
  return blobs;
}

async function readBlob(
  entry: AsyncIterable<Buffer>,
  named: string | undefined,
  inspect?: InspectFile,
): Promise<Blob> {
  const packed = meter();
  const chunks = packed.measure(entry)[Symbol.asyncIterator]();
  // Blobs come in any order, so each is known by its first bytes.
  const first = await chunks.next();
  if (first.done) return { kind: 'other' };
  const head = first.value;
  const whole = (async function* () {
    yield head;
    yield* { [Symbol.asyncIterator]: () => chunks };
  })();

  const blob = await readByKind(head, whole, packed, inspect);
  if (named && packed.digest() !== named) throw new Error(`The blob ${named} was altered.`);
  return blob;
}

async function readByKind(
  head: Buffer,
  whole: AsyncIterable<Buffer>,
  packed: Meter,
  inspect?: InspectFile,
): Promise<Blob> {
  // A layer without files is two empty blocks.
  const isTar =
    (head.length > 262 && head.toString('latin1', 257, 262) === 'ustar') ||
    (head.length >= 512 && head.subarray(0, 512).every((byte) => byte === 0));
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  if (!isTar && !isGzip) {
    const text = await readText(whole);
    if (!/^\s*[{[]/.test(text)) return { kind: 'other' };
    return { kind: 'json', digest: `sha256:${packed.digest()}`, value: JSON.parse(text) };
  }
  const unpacked = meter();
  const gunzipped = isGzip ? unzip(whole) : whole;
  const entries = await listLayer(unpacked.measure(gunzipped), inspect);
  const layer = {
    diffId: `sha256:${unpacked.digest()}`,
    size: unpacked.bytes(),
    compressed: packed.bytes(),
    entries,
  };
  return { kind: 'layer', layer };
}

function unzip(source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const input = Readable.from(source);
  input.on('error', (error) => gunzip.destroy(error));
  return input.pipe(gunzip);
}

async function listLayer(source: AsyncIterable<Buffer>, inspect?: InspectFile): Promise<LayerEntry[]> {
  const entries: LayerEntry[] = [];
  const tar = extract();
  tar.on('entry', (header, stream, next) => {
    const entry = describeEntry(header);
    entries.push(entry);
    const inspection = entry.size > 0 ? inspect?.(entry) : undefined;
    const seen = inspection ? inspectFile(inspection, stream as AsyncIterable<Buffer>) : undefined;
    // A layer that cannot be unpacked ends its files, too; the layer's own error tells it.
    stream.on('error', () => undefined);
    if (seen) seen.then(() => next(), next);
    else stream.on('end', () => next()).resume();
  });
  const ended = new Promise<void>((resolve, reject) => tar.on('finish', resolve).on('error', reject));
  const input = Readable.from(source);
  input.on('error', (error) => tar.destroy(error));
  input.pipe(tar);
  await ended;
  return entries;
}

async function inspectFile(
  inspection: ReturnType<InspectFile>,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  const own = async (work: () => Promise<void> | void): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw new InspectionError('The inspection failed.', { cause: error });
    }
  };
  for await (const chunk of content) await own(() => inspection.take(chunk));
  await own(() => inspection.end());
}

function describeEntry({ name, type, linkname, mode, size, pax }: Header): LayerEntry {
  return {
    path: name,
    type: type ?? 'file',
    linkTarget: linkname ?? undefined,
    mode: mode ?? 0,
    size: size ?? 0,
    hasCapabilities: Object.keys(pax ?? {}).includes('SCHILY.xattr.security.capability'),
  };
}

async function readText(source: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

type Meter = ReturnType<typeof meter>;

function meter() {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    async *measure(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    bytes: () => bytes,
    digest: () => hash.copy().digest('hex'),
  };
}
