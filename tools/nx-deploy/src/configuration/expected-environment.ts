import type { Cluster } from '../cluster/cluster.ts';
import type { ConfigMap, Container, Pod } from '../kubernetes/kubernetes-objects.ts';
import { readSecret } from '../secrets/release-secret.ts';

type Values = Record<string, string>;

/** The ConfigMaps and Secrets that pods read, as they are now. */
export interface Sources {
  configMaps: Map<string, Values>;
  secrets: Map<string, Values>;
}

export interface ExpectedVariable {
  /** As in "ConfigMap shop-config" or "the pod". */
  from: string;
  shared: boolean;
  /** The ConfigMap or Secret that says otherwise, where the pod has words of its own. */
  overrules?: string;
  /** None where only the cluster knows it: a field of the pod, say. */
  value?: string;
}

/** What a container started now would find in its environment. Later sources win, and the pod's own over all. */
export function expectedEnvironment(
  { env = [], envFrom = [] }: Container,
  { configMaps, secrets }: Sources,
): Map<string, ExpectedVariable> {
  const expected = new Map<string, ExpectedVariable>();
  for (const { prefix = '', configMapRef, secretRef } of envFrom) {
    const [from, values] = configMapRef
      ? [`ConfigMap ${configMapRef.name}`, configMaps.get(configMapRef.name)]
      : [`Secret ${secretRef?.name}`, secrets.get(secretRef?.name ?? '')];
    for (const [name, value] of Object.entries(values ?? {}))
      expected.set(prefix + name, { from, shared: true, value });
  }
  for (const { name, value, valueFrom } of env) {
    const { configMapKeyRef, secretKeyRef } = valueFrom ?? {};
    const [from, known] = configMapKeyRef
      ? [`ConfigMap ${configMapKeyRef.name}`, configMaps.get(configMapKeyRef.name)?.[configMapKeyRef.key]]
      : secretKeyRef
        ? [`Secret ${secretKeyRef.name}`, secrets.get(secretKeyRef.name)?.[secretKeyRef.key]]
        : // Kubernetes fills references to other variables in, so a value with one is not known here.
          ['the pod', valueFrom || value?.includes('$(') ? undefined : (value ?? '')];
    const shared = Boolean(configMapKeyRef ?? secretKeyRef);
    const before = expected.get(name);
    const overrules = before?.shared && before.value !== known ? before.from : undefined;
    if (shared && known === undefined) expected.delete(name);
    else
      expected.set(name, {
        from,
        shared,
        ...(overrules ? { overrules } : {}),
        ...(known === undefined ? {} : { value: known }),
      });
  }
  return expected;
}

/** Reads what the pods name, and nothing else. */
export async function readSources(cluster: Cluster, pods: Pod[]): Promise<Sources> {
  const containers = pods.flatMap(({ spec }) => spec.containers);
  const namesOf = (kind: 'configMap' | 'secret'): string[] => {
    const names = containers.flatMap(({ env = [], envFrom = [] }) => [
      ...env.map(({ valueFrom }) => valueFrom?.[`${kind}KeyRef`]?.name),
      ...envFrom.map((source) => source[`${kind}Ref`]?.name),
    ]);
    return [...new Set(names.filter((name) => name !== undefined))];
  };
  const [configMaps, secrets] = await Promise.all([
    Promise.all(
      namesOf('configMap').map(async (name) => [name, await readConfigMap(cluster, name)] as const),
    ),
    Promise.all(
      namesOf('secret').map(async (name) => [name, (await readSecret(cluster, name)).values] as const),
    ),
  ]);
  return { configMaps: new Map(configMaps), secrets: new Map(secrets) };
}

async function readConfigMap(cluster: Cluster, name: string): Promise<Values> {
  const args = ['get', 'configmap', name, '--ignore-not-found'];
  const [configMap] = await cluster.list<ConfigMap>('Reading the ConfigMap', args);
  return configMap?.data ?? {};
}
