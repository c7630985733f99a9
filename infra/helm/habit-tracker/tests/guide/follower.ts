import { findTool, workspaceRoot } from '@habit/nx-deploy/chart-testing';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { context, Namespace } from '../cluster/cluster.ts';
import { copyWorkspace } from '../cluster/copy-workspace.ts';
import { environmentForNx } from '../cluster/environment.ts';
import { OutsideDatabase } from '../cluster/outside-database.ts';
import type { Block } from './read-guide.ts';

const blockLimitMs = 10 * 60_000;
const endlessMs = 5000;

/** Somebody who follows the guide in a copy of the workspace; other releases on the cluster are left alone. */
export class Follower {
  private readonly folder: string;
  private readonly home: string;
  private readonly namespace: Namespace;
  private readonly outside: Namespace;
  /** Of a database that is made when it is needed first: a deploy has put its image on the nodes by then. */
  private databaseUrl?: string;
  private readonly environment: NodeJS.ProcessEnv;
  private readonly nodePort: string;

  private constructor(parts: {
    folder: string;
    home: string;
    namespace: Namespace;
    outside: Namespace;
    environment: NodeJS.ProcessEnv;
    nodePort: string;
  }) {
    this.folder = parts.folder;
    this.home = parts.home;
    this.namespace = parts.namespace;
    this.outside = parts.outside;
    this.environment = parts.environment;
    this.nodePort = parts.nodePort;
  }

  static async start(): Promise<Follower> {
    const run = randomBytes(3).toString('hex');
    const namespace = new Namespace(`guide-${run}`);
    const outside = new Namespace(`guide-database-${run}`);
    const folder = copyWorkspace('guide');
    const home = mkdtempSync(join(tmpdir(), 'guide-home-'));
    // The node port of the guide may be taken by a release that is there already.
    const nodePort = await freeNodePort(namespace);
    for (const file of ['infra/helm/habit-tracker/values.yaml', 'infra/k8s/base/frontend-service.yaml'])
      replaceIn(join(folder, file), '30080', nodePort);
    const [kubectl, helm] = await Promise.all([
      findTool('kubectl', workspaceRoot),
      findTool('helm', workspaceRoot),
    ]);
    const kubeconfig = join(home, 'kubeconfig');
    writeFileSync(
      kubeconfig,
      await namespace.kubectl('config', 'view', '--raw', '--minify', `--context=${context}`),
      { mode: 0o600 },
    );
    const programs = [dirname(kubectl.program), dirname(helm.program), process.env['PATH']];
    const environment = {
      ...environmentForNx(),
      PATH: programs.join(delimiter),
      KUBECONFIG: kubeconfig,
    };
    return new Follower({ folder, home, namespace, outside, environment, nodePort });
  }

  /** In a shell of its own, as whoever reads the guide would; gives what was said. */
  async execute({ commands, endless }: Block): Promise<{ ok: boolean; output: string }> {
    if (commands.includes('$DATABASE_URL')) this.databaseUrl ??= await this.startDatabase();
    const script = `set -euo pipefail\n${this.translate(commands)}\n`;
    const child = spawn('bash', ['-s'], {
      cwd: this.folder,
      env: { ...this.environment, DATABASE_URL: this.databaseUrl },
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => (output += String(chunk)));
    child.stdin.end(script);
    const stop = (): void => void (child.pid && process.kill(-child.pid, 'SIGTERM'));
    return new Promise((resolve) => {
      let wasStopped = false;
      const timer = setTimeout(
        () => {
          wasStopped = true;
          stop();
        },
        endless ? endlessMs : blockLimitMs,
      );
      child.on('close', (code) => {
        clearTimeout(timer);
        // What runs until it is stopped must not have ended before.
        resolve({ ok: endless ? wasStopped : !wasStopped && code === 0, output });
      });
    });
  }

  async end(): Promise<void> {
    await Promise.all([this.namespace.remove(), this.outside.remove()]);
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.home, { recursive: true, force: true });
  }

  private async startDatabase(): Promise<string> {
    return (await OutsideDatabase.start(this.outside)).createRole('habit');
  }

  /** What is a matter of the reader's cluster: where the release goes, the node port, and the example of a context. */
  private translate(commands: string): string {
    const { name } = this.namespace;
    return commands
      .replaceAll('--context my-cluster --load "k3s ctr images import"', contextArguments())
      .replaceAll('30080', this.nodePort)
      .replace(/(--namespace|--namespace=|namespace\/|namespace) ?habit-tracker\b/g, (_, flag: string) =>
        flag.endsWith('=') || flag.endsWith('/') ? `${flag}${name}` : `${flag} ${name}`,
      )
      .replace(
        /nx run habit-tracker:(deploy-minikube|verify|rollback|uninstall)\b/g,
        (run) => `${run} --namespace ${name}`,
      );
  }
}

const contextArguments = (): string => {
  const load = process.env['NX_DEPLOY_LOAD'];
  return [`--context ${context}`, ...(load ? [`--load "${load}"`] : [])].join(' ');
};

function replaceIn(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(from, to));
}

async function freeNodePort(namespace: Namespace): Promise<string> {
  const taken = await namespace.kubectl(
    'get',
    'services',
    '--all-namespaces',
    '--output=jsonpath={.items[*].spec.ports[*].nodePort}',
  );
  const ports = new Set(taken.split(/\s+/));
  for (let port = 30_081; port <= 32_767; port += 1) if (!ports.has(String(port))) return String(port);
  throw new Error('All node ports are taken.');
}
