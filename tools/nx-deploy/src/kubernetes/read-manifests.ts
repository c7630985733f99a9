import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Failure } from '../console/failure.ts';
import { type LocatedManifest, readManifest } from './located-manifest.ts';

/** The manifests in a folder, without what belongs to kustomize. */
export async function listManifestFiles(workspaceRoot: string, path: string): Promise<string[]> {
  const found = await stat(join(workspaceRoot, path)).catch(() => undefined);
  if (!found)
    throw new Failure({
      doing: `Reading the manifests of ${path}`,
      wrong: 'there is no such file or folder.',
      mend: `Check the path; it counts from ${workspaceRoot}.`,
    });
  if (found.isFile()) return [path];
  const names = await readdir(join(workspaceRoot, path));
  return names
    .filter((file) => /\.ya?ml$/.test(file) && !/^kustomization\./i.test(basename(file)))
    .sort()
    .map((file) => `${path}/${file}`);
}

/** Reads one file, or all manifests of a folder. */
export async function readManifests(workspaceRoot: string, path: string): Promise<LocatedManifest[]> {
  const files = await listManifestFiles(workspaceRoot, path);
  return Promise.all(
    files.map(async (file) => readManifest(await readFile(join(workspaceRoot, file), 'utf8'), file)),
  );
}
