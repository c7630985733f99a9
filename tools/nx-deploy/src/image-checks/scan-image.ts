import { hideSecrets } from '../leaks/hide-secrets.ts';
import { RuleSearch, type RuleHit } from './rule-search.ts';
import { type ImageSearch, type Place, searchImage } from './search-image.ts';

export type SecretFinding = Place & RuleHit;

export type ImageScan = Omit<ImageSearch<RuleHit>, 'found'> & { findings: SecretFinding[] };

/** Shows the rules all that an archive holds. What they find is told by place, rule and length, never by its text. */
export async function scanImage(archivePath: string): Promise<ImageScan> {
  const { found, unopened, ...rest } = await searchImage(archivePath, new RuleSearch());
  const findings = await hideInPlaces(found);
  return {
    ...rest,
    unopened: await Promise.all(
      unopened.map(async ({ file, why }) => ({ file: await hideSecrets(file), why })),
    ),
    findings,
  };
}

/** The name of a file or label may be a secret too. */
export const hideInPlaces = <Found extends Place>(found: Found[]): Promise<Found[]> =>
  Promise.all(found.map(async (one) => ({ ...one, place: await hideSecrets(one.place) })));

export function describeFinding({ rule, length, ...place }: SecretFinding): string {
  return `${place.place}: •••(${length} characters), ${rule}${describeLayer(place)}`;
}

export function describeLayer({ createdBy, deletedLater }: Place): string {
  return `${deletedLater ? ', deleted by a later layer' : ''}${createdBy ? `, ${createdBy}` : ''}`;
}
