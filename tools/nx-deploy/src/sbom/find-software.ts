import { posix } from 'node:path';
import {
  type ImageArchive,
  type InspectFile,
  type LayerEntry,
  readImageArchive,
} from '../images/image-archive.ts';
import { listImageFiles } from '../images/image-files.ts';
import { watchForNode } from './node-program.ts';
import { parseCycloneDx } from './parse-cyclonedx.ts';
import { parsePackageJson } from './parse-npm.ts';
import { parseApkInstalled, parseDpkgStatus, parseOsRelease, type System } from './parse-system-packages.ts';
import type { FoundSoftware, Software } from './software.ts';

export interface ImageSoftware {
  archive: ImageArchive;
  system: System | undefined;
  found: FoundSoftware[];
}

interface Reader {
  take(chunk: Buffer): void;
  text(): string;
  /** Asked when all files have been read: packages are named after the system that they are of. */
  software(system: System | undefined): Software[];
}

/** Reads what software a container of the image sees; what a later layer deleted or replaced is not in it. */
export async function findSoftware(archivePath: string): Promise<ImageSoftware> {
  const readers = new Map<LayerEntry, Reader>();
  const inspect: InspectFile = (entry) => {
    const reader = readerFor(posix.resolve('/', entry.path), entry.size);
    if (reader) readers.set(entry, reader);
    return { take: (chunk) => reader?.take(chunk), end: () => Promise.resolve() };
  };
  const archive = await readImageArchive(archivePath, inspect);

  const files = listImageFiles(archive);
  const readerOf = (path: string): Reader | undefined => {
    const entry = files.get(path);
    return entry && readers.get(entry);
  };
  const release = osRelease.map(readerOf).find(Boolean);
  const system = release && parseOsRelease(release.text());
  const found = [...files.keys()].flatMap((path) =>
    (readerOf(path)?.software(system) ?? []).map((software) => ({ ...software, path })),
  );
  return { archive, system, found };
}

const osRelease = ['/usr/lib/os-release', '/etc/os-release'];
// Lists and package.json files are smaller by far; what is larger is something else of that name.
const largestList = 32 * 1024 * 1024;

function readerFor(path: string, size: number): Reader | undefined {
  if (posix.basename(path) === 'node' && size > largestList) return { ...watchForNode(), text: () => '' };
  const parse = parserFor(path);
  if (!parse || size > largestList) return undefined;
  const chunks: Buffer[] = [];
  const text = (): string => Buffer.concat(chunks).toString('utf8');
  return {
    take: (chunk) => chunks.push(Buffer.from(chunk)),
    text,
    software: (system) => parse(text(), system),
  };
}

function parserFor(path: string): ((text: string, system: System | undefined) => Software[]) | undefined {
  if (posix.basename(path) === 'package.json') return quietly(parsePackageJson);
  if (path.endsWith('.cdx.json')) return quietly(parseCycloneDx);
  if (osRelease.includes(path)) return () => [];
  if (path === '/lib/apk/db/installed') return parseApkInstalled;
  if (path === '/var/lib/dpkg/status') return parseDpkgStatus;
  if (path.startsWith('/var/lib/dpkg/status.d/') && !path.endsWith('.md5sums')) return parseDpkgStatus;
  return undefined;
}

/** Packages bring broken files of these names along, as examples of such. */
const quietly =
  (parse: (text: string) => Software[]) =>
  (text: string): Software[] => {
    try {
      return parse(text);
    } catch {
      return [];
    }
  };
