import { type FoundValue, type SecretValue, ValueSearch } from '../leaks/value-search.ts';
import { describeLayer, hideInPlaces } from './scan-image.ts';
import { type ImageSearch, type Place, searchImage } from './search-image.ts';

export type EnvFinding = Place & FoundValue;

export type EnvScan = Omit<ImageSearch<FoundValue>, 'found'> & { findings: EnvFinding[] };

/** Looks for these very values in all that an archive holds, and tells the variable and the place, never the value. */
export async function findEnvValues(archivePath: string, values: SecretValue[]): Promise<EnvScan> {
  const search = new ValueSearch(values);
  const { found, unopened, ...rest } = await searchImage<FoundValue>(archivePath, {
    open: (tell) => {
      const text = search.open();
      return { take: text.take, end: () => text.end().forEach(tell) };
    },
  });
  // A file may be called as the value is.
  const hide = <Named extends { place: string }>(one: Named): Named => ({
    ...one,
    place: search.hide(one.place),
  });
  return {
    ...rest,
    unopened: unopened.map(({ file, why }) => ({ file: search.hide(file), why })),
    findings: await hideInPlaces(found.map(hide)),
  };
}

export const describeEnvFinding = ({ name, form, ...place }: EnvFinding): string =>
  `${place.place}: ${name}, ${form}${describeLayer(place)}`;
