import type { ReleaseValues } from '../deploy/release-values.ts';

export interface ChosenSecret {
  name: string;
  /** The deploy fills it, the chart makes it of its values, or somebody made it before. */
  madeBy: 'deploy' | 'chart' | 'somebody';
}

/** A chart may make the Secret itself (`secrets.create`), or take one that is there (`secrets.existingSecret`). */
export function chooseSecret(release: string, values: Pick<ReleaseValues, 'at'>): ChosenSecret {
  const name = `${release}-secrets`;
  if (values.at('secrets.create') === true) return { name, madeBy: 'chart' };
  const existing = values.at('secrets.existingSecret');
  return existing ? { name: String(existing), madeBy: 'somebody' } : { name, madeBy: 'deploy' };
}

/** Secrets that values files hold are secrets all the same. */
export const listSecretsInValues = (values: Pick<ReleaseValues, 'at'>): string[] =>
  Object.values((values.at('secrets.values') ?? {}) as Record<string, unknown>).map(String);
