import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../console/failure.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { chooseService } from './choose-service.ts';
import type { KubeObject, Node, Service } from '../kubernetes/kubernetes-objects.ts';

export interface OpenRelease {
  url: string;
  how: string;
  close(): void;
}

/** Finds the way by which a user of this machine reaches the release. */
export async function openRelease(
  cluster: Cluster,
  objects: KubeObject[],
  images: string[],
): Promise<OpenRelease> {
  const name = chooseService(objects, images);
  const [service] = await cluster.list<Service>('Reading the service', ['get', 'service', name]);
  const [port] = service?.spec.ports ?? [];
  if (!port) throw new Error(`The service ${name} has no port.`);

  const nodes = port.nodePort ? await cluster.list<Node>('Reading the nodes', ['get', 'nodes']) : [];
  const addresses = nodes.flatMap(({ status }) =>
    (status?.addresses ?? []).filter(({ type }) => type === 'InternalIP' || type === 'ExternalIP'),
  );
  // Never 127.0.0.1: whatever listens there would be taken for the release.
  for (const { address: host } of addresses) {
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port.nodePort}`;
    if (await answers(url))
      return { url, how: `node port ${port.nodePort} of ${name}`, close: () => undefined };
  }
  return forwardPort(cluster, name, port.port);
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(3000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

/** Where there is no node port, or none that can be reached, as with minikube's docker driver on a Mac. */
async function forwardPort(cluster: Cluster, name: string, port: number): Promise<OpenRelease> {
  const child = spawn(...cluster.kubectlCommand(['port-forward', `service/${name}`, `:${port}`]), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const close = (): void => void child.kill();
  let output = '';
  const listen = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  let ended = false;
  child.on('error', () => (ended = true)).on('exit', () => (ended = true));
  const giveUpAt = Date.now() + 15_000;
  while (!ended && Date.now() < giveUpAt) {
    const local = /Forwarding from 127\.0\.0\.1:(\d+)/.exec(output)?.[1];
    const url = `http://127.0.0.1:${local}`;
    if (local && (await answers(url))) return { url, how: `port-forward to ${name}`, close };
    await pause(200);
  }
  close();
  throw new Failure({
    doing: 'Opening the release',
    wrong: `${name} answers neither on a node port nor through a port-forward.`,
    mend: `Look at its pods: kubectl --context ${cluster.context} --namespace ${cluster.namespace} get pods`,
    evidence: output.trim().split('\n').slice(-4),
  });
}
