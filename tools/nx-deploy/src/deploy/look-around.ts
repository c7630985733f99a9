import { join } from 'node:path';
import { waitForLeavingNamespace } from '../cluster/namespace.ts';
import { listSecretsInValues } from '../secrets/choose-secret.ts';
import { readDeclaredVariables, readGivenValues } from '../secrets/environment-contract.ts';
import { type LiveSecret, readSecret } from '../secrets/release-secret.ts';
import { type ResolvedSecrets, resolveSecrets } from '../secrets/resolve-secrets.ts';
import { decide, type Decision } from './decide.ts';
import type { Deploy } from './deploy.ts';
import { readRelease, type Release } from './release.ts';
import { withValuesFile } from './send-release.ts';

/** What a deploy finds, and what it makes of it. */
export interface Surroundings {
  liveSecret: LiveSecret;
  liveRelease: Release | undefined;
  secrets: ResolvedSecrets;
  decision: Decision;
}

/** Reads what is there and decides what has to be done; touches nothing. */
export async function lookAround(deploy: Deploy): Promise<Surroundings> {
  const { root, cluster, release, secret, values, options } = deploy;
  const readLive = () => Promise.all([readSecret(cluster, secret.name), readRelease(cluster, release)]);
  const [found, wasLeaving] = await Promise.all([readLive(), waitForLeavingNamespace(cluster)]);
  const [liveSecret, liveRelease] = wasLeaving ? await readLive() : found;
  const isOurs = secret.madeBy === 'deploy';
  const secrets = resolveSecrets({
    variables:
      isOurs && options.environment ? await readDeclaredVariables(join(root, options.environment)) : [],
    given: await readGivenValues(root, process.env),
    live: liveSecret.values,
    liveDerived: liveSecret.derived,
    isOn: (path) => values.at(path) === true,
  });
  const decision = await withValuesFile(deploy, liveSecret.checksum, (valuesArgs) =>
    decide({ ...deploy, valuesArgs, liveRelease, liveSecret, secrets }),
  );
  return { liveSecret, liveRelease, secrets, decision };
}

/** What no message may show. */
export const hiddenValues = ({ values }: Deploy, { secrets, liveSecret }: Surroundings): string[] => [
  ...Object.values(secrets.values),
  ...Object.values(liveSecret.values),
  ...listSecretsInValues(values),
];
