import { createHash } from 'node:crypto';
import type { Software } from './software.ts';

// Node writes it into what it sends; a copy that was renamed or stripped still holds it.
const mark = 'node.js/v';
const longest = mark.length + 20;

/** Recognises Node's program while its bytes pass by. */
export function watchForNode() {
  const hash = createHash('sha256');
  let tail = '';
  let version: string | undefined;
  return {
    take(chunk: Buffer): void {
      hash.update(chunk);
      if (version) return;
      const text = tail + chunk.toString('latin1');
      version = /node\.js\/v(\d+\.\d+\.\d+)[^\d.]/.exec(text)?.[1];
      tail = text.slice(-longest);
    },
    software(): Software[] {
      if (!version) return [];
      return [
        {
          name: 'node',
          version,
          purl: `pkg:generic/node@${version}`,
          cpe: `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`,
          license: 'MIT',
          sha256: hash.copy().digest('hex'),
        },
      ];
    },
  };
}
