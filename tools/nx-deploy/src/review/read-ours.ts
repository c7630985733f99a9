import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type KubeObject, named } from '../kubernetes/kubernetes-objects.ts';
import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import { readManifests } from '../kubernetes/read-manifests.ts';
import { type DeclaredVariable, readDeclaredVariables } from '../secrets/environment-contract.ts';

export interface Ours {
  /** All that something of theirs can be held against, from every way in which ours is installed. */
  objects: LocatedObject[];
  /** What stands around theirs when it is applied. */
  around: LocatedObject[];
  /** The environment variables that our programs read. */
  variables: DeclaredVariable[];
}

export interface OurFiles {
  /** Folder of our own manifests. */
  manifests: string;
  /** Folder of the renderings of our chart, for what the manifests lack. */
  renderings?: string;
  /** File that declares the environment variables. */
  environment?: string;
}

/** What we have: the manifests, and what only the chart makes, such as a database. */
export async function readOurs(
  workspaceRoot: string,
  { manifests, renderings, environment }: OurFiles,
  rendered: KubeObject[] = [],
): Promise<Ours> {
  const ours = new Map<string, LocatedObject>();
  const add = (located: LocatedObject): void => {
    const name = named(located.object);
    if (!ours.has(name)) ours.set(name, located);
  };
  const read = async (path: string): Promise<void> => {
    for (const { objects } of await readManifests(workspaceRoot, path)) objects.forEach(add);
  };
  await read(manifests);
  const own = new Set(ours.values());
  for (const file of renderings ? await listFiles(workspaceRoot, renderings) : []) await read(file);
  for (const object of rendered) add({ object, file: 'the chart', lineOf: () => 1 });
  const objects = [...ours.values()];
  return {
    objects,
    around: objects.filter((located) => own.has(located) || !isOption(located.object)),
    variables: environment ? await readDeclaredVariables(join(workspaceRoot, environment)) : [],
  };
}

const listFiles = async (workspaceRoot: string, folder: string): Promise<string[]> =>
  (await readdir(join(workspaceRoot, folder)).catch(() => [])).sort().map((file) => `${folder}/${file}`);

/** A chart adds these for some values only, and changes the workload with them. */
const isOption = ({ kind }: KubeObject): boolean =>
  kind === 'HorizontalPodAutoscaler' || kind === 'PodDisruptionBudget';
