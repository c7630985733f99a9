import { Failure } from '../console/failure.ts';
import { explainClusterError } from '../cluster/cluster-failure.ts';
import type { Cluster } from '../cluster/cluster.ts';

const causes: [RegExp, (match: RegExpExecArray) => { wrong: string; mend: string }][] = [
  [
    /provided port is already allocated|nodePort: Invalid value: (\d+)/,
    (match) => ({
      wrong: `the node port ${match[1] ?? ''} is taken by another service of the cluster.`,
      mend: 'Remove that service, or set another nodePort in the values.',
    }),
  ],
  [
    /updates to statefulset spec for fields other than|field is immutable/,
    () => ({
      wrong: 'the chart changes a field that Kubernetes lets nobody change on a living object.',
      mend: 'Delete that object (its data volume stays), then deploy again.',
    }),
  ],
  [
    /exists and cannot be imported into the current release/,
    () => ({
      wrong: 'the namespace holds an object of that name which belongs to nobody or to another release.',
      mend: 'Remove that object, or deploy into another namespace: --namespace NAME',
    }),
  ],
  [
    /^Error: .* is invalid: (.+)$/m,
    (match) => ({
      wrong: `the cluster refuses what the chart makes of these values: ${match[1]}.`,
      mend: 'Correct that value or the chart.',
    }),
  ],
];

export function explainUpgradeError(cluster: Cluster, release: string, stderr: string): Failure {
  const doing = `Sending the release ${release}`;
  for (const [pattern, explain] of causes) {
    const match = pattern.exec(stderr);
    if (match)
      return new Failure({
        doing,
        ...explain(match),
        evidence: stderr.trim().split('\n').slice(-6),
      });
  }
  return explainClusterError(doing, cluster.context, stderr);
}
