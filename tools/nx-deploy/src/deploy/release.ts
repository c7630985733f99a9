import { explainClusterError } from '../cluster/cluster-failure.ts';
import type { Cluster } from '../cluster/cluster.ts';

/** Which revision of a release: helm counts anew after an uninstall, so the number alone names several. */
export interface RevisionId {
  revision: number;
  /** When helm made this revision, by helm's own account; ISO 8601. */
  deployedAt: string;
}

export const isSameRevision = (one: RevisionId, other: RevisionId): boolean =>
  one.revision === other.revision && one.deployedAt === other.deployedAt;

export interface Revision extends RevisionId {
  /** helm's word for it: deployed, failed, pending-upgrade and so on. */
  status: string;
}

export interface Release extends Revision {
  manifest: string;
  /** What helm runs around it. */
  hooks: string;
}

// One call for all of it, because each start of helm costs more than what it reads.
const template = `{{.Release.Version}} {{.Release.Info.LastDeployed.UnixMilli}} {{.Release.Info.Status}} {{len .Release.Manifest}}
{{.Release.Manifest}}{{range .Release.Hooks}}
---
{{.Manifest}}{{end}}`;

/** The release as the cluster knows it, or undefined when there is none. */
export async function readRelease(cluster: Cluster, name: string): Promise<Release | undefined> {
  const { code, stdout, stderr } = await cluster.tryHelm(['get', 'all', name, '--template', template]);
  if (code === 0) return parseRelease(stdout);
  if (/release: not found/i.test(stderr)) return undefined;
  throw explainClusterError('Reading the release', cluster.context, stderr);
}

function parseRelease(text: string): Release {
  const [head = ''] = text.split('\n', 1);
  const [revision, deployedAt, status = '', length] = head.split(' ');
  // helm counts bytes.
  const rest = Buffer.from(text, 'utf8').subarray(Buffer.byteLength(head) + 1);
  return {
    revision: Number(revision),
    deployedAt: new Date(Number(deployedAt)).toISOString(),
    status,
    manifest: rest.subarray(0, Number(length)).toString('utf8'),
    hooks: rest.subarray(Number(length)).toString('utf8'),
  };
}

/** All revisions that helm remembers, the newest last. */
export async function readHistory(cluster: Cluster, name: string): Promise<Revision[]> {
  const { code, stdout, stderr } = await cluster.tryHelm(['history', name, '--output', 'json']);
  if (code === 0)
    return (JSON.parse(stdout) as { revision: number; updated: string; status: string }[]).map(
      ({ revision, updated, status }) => ({ revision, deployedAt: new Date(updated).toISOString(), status }),
    );
  if (/release: not found/i.test(stderr)) return [];
  throw explainClusterError('Reading the release', cluster.context, stderr);
}
