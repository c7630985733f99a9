import { DockerfileParser } from 'dockerfile-ast';
import { readerOf, type Use } from './use.ts';

/** What an image sets for what runs in it. */
export function findInDockerfile(file: string, text: string): Use[] {
  const by = readerOf(file);
  return DockerfileParser.parse(text)
    .getENVs()
    .flatMap((instruction) => instruction.getProperties())
    .map((property) => ({
      name: property.getName(),
      file,
      line: property.getRange().start.line + 1,
      ...(by ? { by } : {}),
    }));
}
