import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { sayWhileWaiting } from '../console/say.ts';
import type { Pod } from '../kubernetes/kubernetes-objects.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';
import type { Resources } from './worst-case.ts';

/** What pods take together, or why nobody knows, and whether that changes by waiting. */
export type Usage = (Resources & { pods: number }) | { unknown: string; isYoung?: true };

interface PodMetrics {
  metadata: { name: string };
  containers: { usage: { cpu: string; memory: string } }[];
}

// The metrics server asks the nodes every 15 s by default, and knows a pod after two answers.
const patienceMs = 60_000;

/** Asks the metrics API for what the pods use, and waits for pods that it does not know yet. */
export async function readUsage(cluster: Cluster, pods: Pod[]): Promise<Usage> {
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${cluster.namespace}/pods`;
  const ask = async (): Promise<Usage> => {
    const { code, stdout } = await cluster.tryKubectl(['get', '--raw', path]);
    if (code !== 0)
      return { unknown: 'the cluster has no metrics API (minikube: minikube addons enable metrics-server)' };
    return addUp((JSON.parse(stdout) as { items: PodMetrics[] }).items, pods);
  };
  const wait = async (): Promise<Usage> => {
    for (const giveUpAt = Date.now() + patienceMs; ; await pause(2000)) {
      const usage = await ask();
      const comes = 'unknown' in usage && usage.isYoung;
      if (!comes || Date.now() > giveUpAt) return usage;
    }
  };
  return sayWhileWaiting('Waiting for the first figures of the metrics API', wait());
}

export function addUp(metrics: PodMetrics[], pods: Pod[]): Usage {
  const found = pods.map(({ metadata }) => metrics.find((one) => one.metadata.name === metadata.name));
  const missing = pods.filter((_, index) => !found[index]?.containers.length);
  if (missing.length > 0)
    return {
      unknown: `no figures yet of ${missing.map(({ metadata }) => metadata.name).join(', ')}`,
      isYoung: true,
    };
  const usages = found.flatMap((one) => one?.containers ?? []).map(({ usage }) => usage);
  const sum = (name: keyof Resources): number =>
    usages.reduce((total, usage) => total + parseQuantity(usage[name]), 0);
  return { cpu: sum('cpu'), memory: sum('memory'), pods: pods.length };
}
