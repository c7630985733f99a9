import type { Cluster } from '../cluster/cluster.ts';
import { explainUpgradeError } from './explain-upgrade-error.ts';
import { ownership } from './helm-arguments.ts';

/** Lets helm send an earlier revision again; whether it gets ready is for the caller to see. */
export async function rollBack(cluster: Cluster, release: string, revision: number): Promise<void> {
  const { code, stderr } = await cluster.tryHelm([
    'rollback',
    release,
    String(revision),
    ...ownership(cluster),
  ]);
  if (code !== 0) throw explainUpgradeError(cluster, release, stderr);
}
