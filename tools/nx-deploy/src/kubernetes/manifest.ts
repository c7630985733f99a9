import { parseAllDocuments } from 'yaml';
import { type KubeObject, named } from './kubernetes-objects.ts';

export function parseManifest(manifest: string): KubeObject[] {
  return parseAllDocuments(manifest)
    .map((document) => document.toJS() as KubeObject | null)
    .filter((object): object is KubeObject => Boolean(object?.kind));
}

/** Manifests that say the same are equal, however their documents are ordered and commented. */
export function isSameManifest(a: string, b: string): boolean {
  const sorted = (manifest: string): string =>
    JSON.stringify(
      parseManifest(manifest)
        .map((object) => JSON.stringify(object))
        .sort(),
    );
  return a === b || sorted(a) === sorted(b);
}

/** Cuts a manifest into parts of so many objects, each as it is written; of all objects, or of the named ones. */
export function splitManifest(manifest: string, objectsPerPart: number, names?: Set<string>): string[] {
  const documents = manifest.split(/^---(?=\s|$).*$/m).filter((text) => {
    const [object] = parseManifest(text);
    return object && (!names || names.has(named(object)));
  });
  const parts: string[] = [];
  for (let at = 0; at < documents.length; at += objectsPerPart)
    parts.push(documents.slice(at, at + objectsPerPart).join('\n---\n'));
  return parts;
}
