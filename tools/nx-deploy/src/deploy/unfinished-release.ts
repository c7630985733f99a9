import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { say, sayDone } from '../console/say.ts';
import { rollBack } from './roll-back.ts';
import { readHistory, readRelease, type Release } from './release.ts';

const isPending = (release: Release | undefined): release is Release =>
  release?.status.startsWith('pending') ?? false;

export interface Patience {
  /** Nobody is left who could finish it, but for a helm that lost the program that started it. */
  isAbandoned: boolean;
  everyMs?: number;
  abandonedMs?: number;
  /** helm by hand keeps a release pending while it waits, five minutes if nobody says otherwise. */
  byHandMs?: number;
}

/** Whoever is killed while helm sends leaves a release that helm then calls busy for ever. It is taken back. */
export async function finishUnfinished(
  cluster: Cluster,
  name: string,
  { isAbandoned, everyMs = 2000, abandonedMs = 20_000, byHandMs = 300_000 }: Patience,
): Promise<Release | undefined> {
  let release = await readRelease(cluster, name);
  const giveUpAt = Date.now() + (isAbandoned ? abandonedMs : byHandMs);
  let saidAt = 0;
  while (isPending(release) && Date.now() < giveUpAt) {
    if (Date.now() - saidAt > 10_000) {
      say(`Waiting for helm: revision ${release.revision} of ${name} is "${release.status}"`);
      saidAt = Date.now();
    }
    await pause(everyMs);
    release = await readRelease(cluster, name);
  }
  if (!isPending(release)) return release;
  await takeBack(cluster, name, release);
  return readRelease(cluster, name);
}

async function takeBack(cluster: Cluster, name: string, { revision, status }: Release): Promise<void> {
  const history = await readHistory(cluster, name);
  const last = history.findLast((entry) => entry.status === 'deployed');
  if (last) {
    await rollBack(cluster, name, last.revision);
    sayDone(
      `Took back revision ${revision}, which was "${status}": ${name} is at revision ${last.revision} again`,
    );
    return;
  }
  // Nothing was ever finished. Without helm's note, what is there already is taken over by the next try.
  const record = `sh.helm.release.v1.${name}.v${revision}`;
  await cluster.kubectl('Taking back the unfinished release', [
    'delete',
    'secret,configmap',
    record,
    '--ignore-not-found',
  ]);
  sayDone(`Took back revision ${revision}, which was "${status}" and never finished`);
}
