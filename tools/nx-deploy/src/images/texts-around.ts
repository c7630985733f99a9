import type { ImageArchive } from './image-archive.ts';

/** Configuration, history, manifests, and the names of files and link targets. */
export function listTextsAround(archive: ImageArchive): { place: string; text: string }[] {
  const documents = [...archive.documents].flatMap(([name, document]) => {
    const title = document === archive.config ? 'configuration' : name;
    return listTexts(document).map(({ path, text }) => ({ place: `${title} ${path}`, text }));
  });
  const names = archive.layers.map(({ entries }, at) => ({
    place: `the name of a file in layer ${at + 1}`,
    text: entries.map(({ path, linkTarget }) => `${path}\n${linkTarget ?? ''}`).join('\n'),
  }));
  return [...documents, ...names];
}

/** Every text of a JSON document; entries of objects as name=value, because rules look at names too. */
function listTexts(value: unknown, path = '', name?: string): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: name === undefined ? value : `${name}=${value}` }];
  if (Array.isArray(value)) return value.flatMap((item, at) => listTexts(item, `${path}[${at}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item], at) => {
    // A secret may also be a key, whose place must then not tell it.
    const shown = /^[\w.-]{1,60}$/.test(key) ? key : `entry ${at + 1}`;
    const here = path ? `${path}.${shown}` : shown;
    return [...listTexts(item, here, key), ...(typeof item === 'string' ? [] : [{ path: here, text: key }])];
  });
}
