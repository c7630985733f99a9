import type { Cluster } from '../cluster/cluster.ts';
import type { Container, Pod } from '../kubernetes/kubernetes-objects.ts';
import { readSecret } from './release-secret.ts';

/** All secret values that pods get as variables, to hide them in what is shown of their words. */
export async function readPodSecrets(cluster: Cluster, pods: Pod[]): Promise<string[]> {
  const names = new Set(pods.flatMap(({ spec }) => spec.containers.flatMap(listSecrets)));
  const secrets = await Promise.all([...names].map((name) => readSecret(cluster, name)));
  return secrets.flatMap(({ values }) => Object.values(values));
}

function listSecrets({ env = [], envFrom = [] }: Container): string[] {
  const names = [
    ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
    ...envFrom.map(({ secretRef }) => secretRef?.name),
  ];
  return names.filter((name) => name !== undefined);
}
