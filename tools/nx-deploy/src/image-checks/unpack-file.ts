import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';

type Kind = 'gzip' | 'zip' | 'xz' | 'zstd' | 'bzip2' | '7z';

const kinds: [string, Kind][] = [
  ['\x1f\x8b\x08', 'gzip'],
  ['PK\x03\x04', 'zip'],
  ['\xfd7zXZ\0', 'xz'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['BZh', 'bzip2'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
];
const headLength = 6;

const largestPacked = 64e6;
const largestUnpacked = 512e6;

export type UnpackedText = { name: string; content: AsyncIterable<Buffer> };

/** Keeps a file that turns out to be packed, whose content only shows when it is unpacked. */
export class PackedFile {
  private head = Buffer.alloc(0);
  private kind: Kind | undefined;
  private chunks: Buffer[] = [];
  private size = 0;

  take(chunk: Buffer): void {
    this.size += chunk.length;
    if (this.head.length < headLength) {
      this.head = Buffer.concat([this.head, chunk.subarray(0, headLength - this.head.length)]);
      const head = this.head.toString('latin1');
      this.kind = kinds.find(([magic]) => head.startsWith(magic))?.[1];
    }
    const mayBePacked = this.kind === 'gzip' || this.kind === 'zip' || this.head.length < headLength;
    if (mayBePacked && this.size <= largestPacked) this.chunks.push(chunk);
    else this.chunks = [];
  }

  /** Hands each text of the archive on; answers why, where that cannot be done. Archives inside stay closed. */
  async unpack(
    search: (text: UnpackedText) => Promise<void>,
  ): Promise<'no archive' | 'opened' | { why: string }> {
    if (!this.kind) return 'no archive';
    if (this.kind !== 'gzip' && this.kind !== 'zip') return { why: `${this.kind} is not unpacked here` };
    if (this.size > largestPacked) return { why: `packed, it has more than ${largestPacked / 1e6} MB` };
    try {
      const packed = Buffer.concat(this.chunks);
      for await (const text of this.kind === 'gzip' ? gunzip(packed) : unzip(packed)) await search(text);
      return 'opened';
    } catch (error) {
      return { why: error instanceof TooLarge ? error.message : `it is no whole ${this.kind} archive` };
    }
  }
}

class TooLarge extends Error {}

async function* gunzip(packed: Buffer): AsyncGenerator<UnpackedText> {
  yield { name: 'unpacked', content: limit(Readable.from([packed]).pipe(createGunzip())) };
}

async function* unzip(packed: Buffer): AsyncGenerator<UnpackedText> {
  const zip = await fromBufferPromise(packed, { lazyEntries: true });
  for await (const entry of zip.eachEntry()) {
    yield { name: entry.fileName, content: Readable.from([Buffer.from(entry.fileName)]) };
    if (!entry.fileName.endsWith('/'))
      yield { name: entry.fileName, content: limit(await zip.openReadStreamPromise(entry)) };
  }
}

/** A few kilobytes can unpack to more than a disk holds. */
async function* limit(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > largestUnpacked) throw new TooLarge(`unpacked, it has more than ${largestUnpacked / 1e6} MB`);
    yield chunk;
  }
}
