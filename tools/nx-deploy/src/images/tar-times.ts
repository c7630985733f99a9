import { Transform } from 'node:stream';

const block = 512;

/**
 * Sets the times of all files of a tar stream to 1970, and changes no other byte. An engine that keeps the times of
 * what it copied would else make another layer of the same files.
 */
export function withoutTimes(): Transform {
  let waiting: Buffer = Buffer.alloc(0);
  // How many bytes of a file's content are still to come, padding included.
  let content = 0;
  let isExtended = false;

  function* take(chunk: Buffer): Generator<Buffer> {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    for (;;) {
      // The records of an extended header are small, and read as a whole.
      const needed = content === 0 ? block : isExtended ? content : 1;
      if (waiting.length < needed) return;
      const length = content === 0 ? block : Math.min(content, waiting.length);
      const piece = waiting.subarray(0, length);
      waiting = waiting.subarray(length);
      if (content === 0) {
        const header = Buffer.from(piece);
        isExtended = header[156] === 0x78; // "x"
        content = Math.ceil(readSize(header) / block) * block;
        yield clearTime(header);
      } else {
        content -= length;
        yield isExtended ? clearRecords(piece) : piece;
      }
    }
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (const piece of take(chunk)) this.push(piece);
      done();
    },
    flush(done) {
      done(waiting.length > 0 || content > 0 ? new Error('The layer ends in the middle of a file.') : null);
    },
  });
}

function readSize(header: Buffer): number {
  // Sizes from 8 GiB on are written in binary.
  if ((header[124] ?? 0) & 0x80) return Number(header.readBigUInt64BE(128));
  return Number.parseInt(header.toString('latin1', 124, 136).replace(/\0.*$/s, '').trim() || '0', 8);
}

function clearTime(header: Buffer): Buffer {
  // The last two blocks of an archive are empty.
  if (header.every((byte) => byte === 0)) return header;
  if (/^0*[\0 ]?$/.test(header.toString('latin1', 136, 148))) return header;
  header.write('00000000000\0', 136, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** In records as "30 mtime=1700000000.123456789", of which the length stands first and so must stay. */
function clearRecords(records: Buffer): Buffer {
  const text = records
    .toString('latin1')
    .replace(/((?:^|\n)\d+ [mac]time=)([\d.]+)(?=\n)/g, (_, name: string, time: string) => {
      return name + time.replace(/\d/g, '0');
    });
  return Buffer.from(text, 'latin1');
}
