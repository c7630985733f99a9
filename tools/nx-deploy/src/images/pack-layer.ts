import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { withoutTimes } from './tar-times.ts';

export interface ExpectedLayer {
  /** Digest of the unpacked layer. */
  diffId: string;
  /** The base's layers stay as they are: by them it is known. */
  isOfBase: boolean;
}

/** A layer in a file of its own. */
export interface PackedLayer {
  diffId: string;
  digest: string;
  size: number;
  file: string;
}

const readAtOnce = 1024 * 1024;
const unpackAtOnce = 256 * 1024;

/** A layer that is packed and holds no time stays as it is: to pack is most of the work. */
export async function packLayer(file: string, { diffId, isOfBase }: ExpectedLayer): Promise<PackedLayer> {
  const isPacked = await startsAsGzip(file);
  if (isPacked && (isOfBase || (await withoutTimesOf(file)) === diffId))
    return { diffId, file, ...(await measure(file)) };
  const target = `${file}.gz`;
  const unpacked = createHash('sha256');
  await pipeline(
    createReadStream(file, { highWaterMark: readAtOnce }),
    isPacked ? createGunzip({ chunkSize: unpackAtOnce }) : new PassThrough(),
    isOfBase ? new PassThrough() : withoutTimes(),
    async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        unpacked.update(chunk);
        yield chunk;
      }
    },
    createGzip({ chunkSize: unpackAtOnce }),
    createWriteStream(target),
  );
  const written = `sha256:${unpacked.digest('hex')}`;
  if (isOfBase && written !== diffId)
    throw new Error(`The base's layer ${diffId} is neither a tar archive nor one packed by gzip.`);
  return { diffId: written, file: target, ...(await measure(target)) };
}

/** The digest that an unpacked layer has without its times. */
async function withoutTimesOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(
    createReadStream(file, { highWaterMark: readAtOnce }),
    createGunzip({ chunkSize: unpackAtOnce }),
    withoutTimes(),
    hash,
  );
  return `sha256:${hash.digest('hex')}`;
}

async function measure(file: string): Promise<{ digest: string; size: number }> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: readAtOnce }), hash);
  return { digest: `sha256:${hash.digest('hex')}`, size: (await stat(file)).size };
}

async function startsAsGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
