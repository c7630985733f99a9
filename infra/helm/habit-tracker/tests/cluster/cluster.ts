import { findTool, workspaceRoot } from '@habit/nx-deploy/chart-testing';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environmentForNx } from './environment.ts';
import { waitUntil } from './wait-until.ts';

export const release = 'habit-tracker';

export const context = process.env['NX_DEPLOY_CONTEXT'];
if (!context) {
  console.error(
    'Name the cluster to test on: NX_DEPLOY_CONTEXT=…, and NX_DEPLOY_LOAD where its nodes need it.',
  );
  process.exit(2);
}

const kubectl = await findTool('kubectl', workspaceRoot);
const helm = await findTool('helm', workspaceRoot);

export const helmVersion = `${helm.version.major}.${helm.version.minor}`;

export interface Pod {
  metadata: { name: string; deletionTimestamp?: string };
  spec: { containers: { image: string }[] };
  status: { podIP: string; containerStatuses?: { ready: boolean; restartCount: number }[] };
}

/** One namespace of the cluster. All begin alike, so that what a killed run left is easy to find. */
export class Namespace {
  readonly name: string;

  constructor(name: string) {
    this.name = `chart-test-${name}`;
  }

  kubectl = (...args: string[]): Promise<string> => this.send('', ...args);

  /** Runs kubectl with something on its standard input. */
  send = (input: string, ...args: string[]): Promise<string> =>
    run(kubectl.program, ['--context', String(context), '--namespace', this.name, ...args], input);

  helm = (...args: string[]): Promise<string> =>
    run(helm.program, ['--kube-context', String(context), '--namespace', this.name, ...args]);

  /** Deploys as people do, through the task graph; gives what was said. */
  deploy = (values: object, folder = workspaceRoot): Promise<string> =>
    withFile(values, (file) =>
      runNx(
        [
          'run',
          `${release}:deploy-minikube`,
          `--namespace=${this.name}`,
          `--values=${file}`,
          // What follows a deploy in this workspace is no business of a namespace that is about to go.
          '--no-record',
        ],
        folder,
      ),
    );

  async pods(component: string): Promise<Pod[]> {
    const selector = `--selector=app.kubernetes.io/instance=${release},app.kubernetes.io/component=${component}`;
    const text = await this.kubectl('get', 'pods', selector, '--output=json');
    return (JSON.parse(text) as { items: Pod[] }).items;
  }

  create = (): Promise<string> => this.kubectl('create', 'namespace', this.name);

  remove = ({ wait = false } = {}): Promise<string> =>
    this.kubectl('delete', 'namespace', this.name, '--ignore-not-found', `--wait=${wait}`);

  /** Where people reach the app. */
  async url(service = `${release}-frontend`): Promise<string> {
    const [address, port] = await Promise.all([
      this.kubectl(
        'get',
        'nodes',
        '--output=jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}',
      ),
      this.kubectl('get', 'service', service, '--output=jsonpath={.spec.ports[0].nodePort}'),
    ]);
    const url = `http://${address}:${port}`;
    // A Service is there before the nodes lead to it.
    await waitUntil(`${url} answers`, () =>
      fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(15_000) }).then(
        () => true,
        () => false,
      ),
    );
    return url;
  }
}

/** Values as a file, for as long as the work takes. */
export async function withFile<Result>(
  values: object,
  work: (file: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'chart-test-'));
  try {
    const file = join(folder, 'values.json');
    await writeFile(file, JSON.stringify(values));
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives what nx and its tasks said. */
export const runNx = (args: string[], folder: string): Promise<string> =>
  run('npx', ['nx', ...args, '--output-style=static'], '', folder);

async function run(program: string, args: string[], input = '', cwd = workspaceRoot): Promise<string> {
  const working = promisify(execFile)(program, args, {
    cwd,
    env: environmentForNx(),
    maxBuffer: 64 * 1024 * 1024,
  });
  // A program that ends without reading its input is judged by its exit code.
  working.child.stdin?.on('error', () => undefined);
  working.child.stdin?.end(input);
  try {
    return (await working).stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    const last = `${stdout}\n${stderr}`.trim().split('\n').slice(-15).join('\n');
    throw new Error(`${program} ${args.slice(0, 8).join(' ')} failed:\n${last}`, { cause: error });
  }
}
