import { explainClusterError } from '../cluster/cluster-failure.ts';
import type { Cluster } from '../cluster/cluster.ts';

export interface Release {
  manifest: string;
  /** What helm runs around it. */
  hooks: string;
  revision: number;
  /** helm's word for it: deployed, failed, pending-upgrade and so on. */
  status: string;
}

// One call for all of it, because each start of helm costs more than what it reads.
const template = `{{.Release.Version}} {{.Release.Info.Status}} {{len .Release.Manifest}}
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
  const [revision, status = '', length] = head.split(' ');
  // helm counts bytes.
  const rest = Buffer.from(text, 'utf8').subarray(Buffer.byteLength(head) + 1);
  return {
    revision: Number(revision),
    status,
    manifest: rest.subarray(0, Number(length)).toString('utf8'),
    hooks: rest.subarray(Number(length)).toString('utf8'),
  };
}

export interface Revision {
  revision: number;
  status: string;
}

/** All revisions that helm remembers, the newest last. */
export async function readHistory(cluster: Cluster, name: string): Promise<Revision[]> {
  const { code, stdout, stderr } = await cluster.tryHelm(['history', name, '--output', 'json']);
  if (code === 0) return JSON.parse(stdout) as Revision[];
  if (/release: not found/i.test(stderr)) return [];
  throw explainClusterError('Reading the release', cluster.context, stderr);
}
