import type { Cluster } from '../cluster/cluster.ts';

/** Fields that others changed belong to the release again; helm 3 always does so. */
export const ownership = ({ helmMajor }: Cluster): string[] =>
  helmMajor >= 4 ? ['--server-side=true', '--force-conflicts'] : [];
