import { setTimeout as pause } from 'node:timers/promises';
import type { Namespace } from './cluster.ts';

/** Tries one connection after the other, and says of each whether it opened. */
const program = `
import net from 'node:net';
for (const target of process.argv.slice(1)) {
  const [host, port] = target.split('=');
  const open = await new Promise((resolve) => {
    const socket = net.connect({ host, port: Number(port), timeout: 3000 });
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false)).on('timeout', () => resolve(false));
  });
  console.log(JSON.stringify({ target, open }));
}
process.exit(0);
`;

export interface Target {
  name: string;
  host: string;
  port: number;
}

/** What a pod with these labels reaches, by the targets' names. */
export async function reachableFrom(
  namespace: Namespace,
  pod: { name: string; image: string; labels?: Record<string, string> },
  targets: Target[],
): Promise<string[]> {
  const words = targets.map(({ host, port }) => `${host}=${port}`);
  const { name, image, labels = {} } = pod;
  await namespace.send(JSON.stringify(probePod(name, image, labels, words)), 'apply', '--filename=-');
  try {
    await ended(namespace, name);
    const said = (await namespace.kubectl('logs', name)).trim().split('\n').filter(Boolean);
    const answers = said.map((line) => JSON.parse(line) as { target: string; open: boolean });
    if (answers.length !== targets.length) throw new Error(`${name} said too little: ${said.join(' ')}`);
    return targets.filter((_, at) => answers[at]?.open).map((target) => target.name);
  } finally {
    await namespace.kubectl('delete', 'pod', name, '--wait=false');
  }
}

async function ended(namespace: Namespace, name: string): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    const phase = await namespace.kubectl('get', 'pod', name, '--output=jsonpath={.status.phase}');
    if (phase === 'Succeeded') return;
    if (phase === 'Failed') throw new Error(`${name} failed: ${await namespace.kubectl('logs', name)}`);
    await pause(500);
  }
  throw new Error(`${name} did not end within a minute.`);
}

const probePod = (name: string, image: string, labels: Record<string, string>, words: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'probe',
        image,
        command: ['/nodejs/bin/node', '--input-type=module', '--eval', program, '--'],
        args: words,
        resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '200m', memory: '96Mi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
  },
});
