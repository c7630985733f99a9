import { posix } from 'node:path';
import type { ImageArchive, LayerEntry } from './image-archive.ts';

type Files = Map<string, LayerEntry>;

/** What a container of this image sees: layer upon layer, deletions applied. */
export function listImageFiles({ layers }: ImageArchive): Files {
  const files: Files = new Map();
  for (const { entries } of layers) {
    // A layer's deletions speak of the layers below it, wherever they stand in it.
    for (const entry of entries) applyDeletion(files, absolute(entry.path));
    for (const entry of entries) {
      const path = absolute(entry.path);
      if (!posix.basename(path).startsWith('.wh.')) files.set(path, entry);
    }
  }
  return files;
}

/** Why a container of this image could not start its program, or undefined when it could. */
export function findMissingProgram(archive: ImageArchive): string | undefined {
  const { Entrypoint = [], Cmd = [], WorkingDir, Env = [] } = archive.config.config;
  const [program, ...args] = [...(Entrypoint ?? []), ...(Cmd ?? [])];
  if (!program) return 'it names no program to start (neither ENTRYPOINT nor CMD)';
  const files = listImageFiles(archive);
  const workingDir = WorkingDir || '/';
  const searchPath =
    Env.find((entry) => entry.startsWith('PATH='))?.slice(5) ?? '/usr/local/bin:/usr/bin:/bin';
  const places = program.includes('/') ? [workingDir] : searchPath.split(':');
  if (!places.some((place) => holds(files, posix.resolve(place, program)))) return `${program} is not in it`;

  // The first argument of an interpreter is the program proper.
  const script = args.find((arg) => !arg.startsWith('-'));
  if (script && /\.\w{1,4}$/.test(script) && !holds(files, posix.resolve(workingDir, script)))
    return `${posix.resolve(workingDir, script)} is not in it`;
  return undefined;
}

export function runsAsRoot({ config }: ImageArchive): boolean {
  return ['', '0', 'root'].includes((config.config.User ?? '').split(':')[0] ?? '');
}

function holds(files: Files, path: string, depth = 0): boolean {
  if (depth > 20) return false;
  const parts = path.split('/').filter(Boolean);
  let walked = '/';
  for (const [at, part] of parts.entries()) {
    walked = posix.join(walked, part);
    const entry = files.get(walked);
    if (entry?.type === 'symlink' && entry.linkTarget) {
      const target = posix.resolve(posix.dirname(walked), entry.linkTarget);
      return holds(files, posix.join(target, ...parts.slice(at + 1)), depth + 1);
    }
  }
  const found = files.get(path);
  return found !== undefined && found.type !== 'directory';
}

function applyDeletion(files: Files, path: string): void {
  const name = posix.basename(path);
  const folder = posix.dirname(path);
  if (name === '.wh..wh..opq') removeBelow(files, folder);
  else if (name.startsWith('.wh.')) removeWith(files, posix.join(folder, name.slice(4)));
}

function removeBelow(files: Files, folder: string): void {
  const prefix = folder === '/' ? '/' : `${folder}/`;
  for (const path of files.keys()) if (path.startsWith(prefix)) files.delete(path);
}

function removeWith(files: Files, path: string): void {
  files.delete(path);
  removeBelow(files, path);
}

const absolute = (path: string): string => posix.resolve('/', path);
