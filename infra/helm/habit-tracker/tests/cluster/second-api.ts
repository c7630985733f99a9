import { randomUUID } from 'node:crypto';
import { type Namespace, release } from './cluster.ts';
import { waitUntil } from './wait-until.ts';

const name = 'second-api';
const port = 8000;

/** Notes what it is asked, and gives everybody the same answer. */
const program = `
const answer = JSON.stringify({ mark: process.env.MARK });
require('node:http').createServer((request, response) => {
  console.log(request.url);
  response.setHeader('content-type', 'application/json').end(answer);
}).listen(${port});
`;

export interface SecondApi {
  /** As the frontend finds it. */
  url: string;
  /** What all its answers hold. */
  mark: string;
  wasAsked(path: string): Promise<boolean>;
}

/** Another API beside that of the release, which the frontend may reach. */
export async function startSecondApi(namespace: Namespace, image: string): Promise<SecondApi> {
  const mark = randomUUID();
  const items = [pod(image, mark), service, policy];
  await namespace.send(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }), 'apply', '--filename=-');
  await waitUntil('the second API is ready', async () => {
    const condition = '--output=jsonpath={.status.conditions[?(@.type=="Ready")].status}';
    return (await namespace.kubectl('get', 'pod', name, condition)) === 'True';
  });
  return {
    url: `http://${name}:${port}`,
    mark,
    wasAsked: async (path) => (await namespace.kubectl('logs', name, '--tail=-1')).includes(path),
  };
}

const labels = { app: name };

const pod = (image: string, mark: string): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: {
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'api',
        image,
        command: ['/nodejs/bin/node', '--eval', program],
        env: [{ name: 'MARK', value: mark }],
        readinessProbe: { tcpSocket: { port }, periodSeconds: 1 },
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

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: labels, ports: [{ port }] },
};

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec: {
    podSelector: {
      matchLabels: { 'app.kubernetes.io/instance': release, 'app.kubernetes.io/component': 'frontend' },
    },
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: { matchLabels: labels } }], ports: [{ port }] }],
  },
};
