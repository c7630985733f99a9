import { buffer } from 'node:stream/consumers';
import { visitFiles } from '../images/visit-files.ts';

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

export interface ArchiveManifest {
  /** The manifest's own bytes: whoever writes them anew gets another digest. */
  bytes: Buffer;
  mediaType: string;
  digest: string;
  blobs: Descriptor[];
}

const smallFile = 4 * 1024 * 1024;

export async function readManifest(archive: string): Promise<ArchiveManifest> {
  const files = new Map<string, Buffer>();
  await visitFiles(archive, async (name, size, content) => {
    if (size > smallFile) return false;
    files.set(name, await buffer(content));
    return true;
  });
  const index = JSON.parse(files.get('index.json')?.toString('utf8') ?? '{}') as { manifests?: Descriptor[] };
  const [named] = index.manifests ?? [];
  const bytes = named && files.get(blobPath(named.digest));
  if (!named || !bytes)
    throw new Error(`${archive} holds no manifest: the engine keeps none in its archives.`);
  const manifest = JSON.parse(bytes.toString('utf8')) as {
    mediaType?: string;
    config: Descriptor;
    layers: Descriptor[];
  };
  const mediaType = manifest.mediaType ?? named.mediaType;
  const blobs = [manifest.config, ...manifest.layers];
  return { bytes, mediaType, digest: named.digest, blobs };
}

/** Hands over those blobs whose digest is wanted. @returns the digests that were there */
export async function sendBlobs(
  archive: string,
  wanted: Set<string>,
  send: (digest: string, size: number, content: NodeJS.ReadableStream) => Promise<void>,
): Promise<Set<string>> {
  const sent = new Set<string>();
  await visitFiles(archive, async (name, size, content) => {
    const digest = /^blobs\/sha256\/([0-9a-f]{64})$/.exec(name)?.[1];
    if (!digest || !wanted.has(`sha256:${digest}`)) return false;
    await send(`sha256:${digest}`, size, content);
    sent.add(`sha256:${digest}`);
    return true;
  });
  return sent;
}

const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;
