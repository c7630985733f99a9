import { posix } from 'node:path';
import type { ImageArchive, LayerEntry } from '../images/image-archive.ts';
import { findMissingProgram, listImageFiles, runsAsRoot } from '../images/image-files.ts';
import type { ImageReceipt } from '../images/image-receipt.ts';

export interface StructureProblem {
  check: 'user' | 'entrypoint' | 'ports' | 'setuid' | 'world-writable' | 'shell';
  text: string;
}

const shells = /^(sh|bash|dash|ash|zsh|busybox|apt|apt-get|dpkg|apk|rpm|dnf|yum|npm|npx|yarn|pnpm|corepack)$/;
const programFolders = /(^|\/)s?bin$/;

/** What makes an image easier to break into, or keeps it from starting. */
export function findStructureProblems(
  archive: ImageArchive,
  { ports, base }: Pick<ImageReceipt, 'ports' | 'base'>,
  expectedPorts?: number[],
): StructureProblem[] {
  const problems: StructureProblem[] = [];
  const add = (check: StructureProblem['check'], text: string) => problems.push({ check, text });

  if (runsAsRoot(archive)) add('user', 'it runs as root');
  const missing = findMissingProgram(archive);
  if (missing) add('entrypoint', missing);
  const wanted = expectedPorts?.map((port) => `${port}/tcp`).sort();
  if (wanted && wanted.join() !== [...ports].sort().join())
    add('ports', `it exposes ${ports.join(', ') || 'no port'} instead of ${wanted.join(', ') || 'none'}`);

  const fromBase = new Set<LayerEntry>(
    archive.layers.slice(0, base.layers ?? 0).flatMap(({ entries }) => entries),
  );
  const isDistroless = base.reference.includes('distroless');
  for (const [path, entry] of listImageFiles(archive)) {
    if (entry.type !== 'symlink' && (entry.mode & 0o6000 || entry.hasCapabilities))
      add('setuid', `${path} gives its user the rights of another`);
    const isSharedFolder = entry.type === 'directory' && entry.mode & 0o1000 && fromBase.has(entry);
    if (entry.type !== 'symlink' && entry.mode & 0o002 && !isSharedFolder)
      add('world-writable', `${path} can be written by everybody`);
    const isProgram = programFolders.test(posix.dirname(path)) && entry.type !== 'directory';
    if (isDistroless && isProgram && shells.test(posix.basename(path)))
      add('shell', `${path} is a shell or package manager, on a base that is chosen for having none`);
  }
  return problems;
}
