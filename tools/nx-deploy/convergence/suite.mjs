// What the suites share: a shop on the cluster, checks that are counted, and deploys through the real executors.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chooseTarget } from '../src/cluster/provider.ts';
import { connectCluster } from '../src/cluster/cluster.ts';
import { inspectMachine } from '../src/cluster/machine.ts';
import { providerWish } from '../src/cluster/cluster-options.ts';
import { chooseEngine } from '../src/images/engine.ts';
import { readRelease } from '../src/deploy/release.ts';
import { execute } from './executors.mjs';
import { chart, createShop } from './fixture-shop.mjs';

export class Suite {
  passed = 0;
  failed = 0;
  #startedAt = Date.now();

  async check(name, work) {
    const from = Date.now();
    try {
      await work();
      this.passed += 1;
      console.log(`✓ ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.failed += 1;
      console.log(`✗ ${name}\n${String(error.message).replace(/^/gm, '    ')}`);
    }
  }

  end() {
    const took = Math.round((Date.now() - this.#startedAt) / 1000);
    console.log(`${this.passed} passed, ${this.failed} failed in ${took} s`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}

/** The shop in a namespace of its own. */
export class Shop {
  constructor(files, cluster, namespace) {
    this.files = files;
    this.folder = files.folder;
    this.cluster = cluster;
    this.namespace = namespace;
  }

  static async open(namespace) {
    const files = createShop();
    const { context } = await chooseTarget(providerWish({}, process.env), inspectMachine(files.folder));
    const shop = new Shop(files, await connectCluster(files.folder, context, namespace), namespace);
    const built = await shop.run('docker-build', {
      engine: chooseEngine(),
      dockerfile: 'apps/shop/Dockerfile',
      platform: process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64',
    });
    assert.ok(built.ok, built.output);
    return shop;
  }

  /** Writes a values file with what differs from the chart's own values. */
  values(values) {
    this.files.write(`${chart}/values-tried.yaml`, JSON.stringify(values));
    return 'values-tried.yaml';
  }

  deploy(options = {}) {
    return this.run('deploy-minikube', this.deployOptions(options));
  }

  deployOptions(options = {}) {
    return {
      chart,
      apps: { api: 'shop' },
      environment: 'environment.json',
      namespace: this.namespace,
      ...options,
    };
  }

  /** Calls an executor here, and catches what it says. */
  async run(executor, options) {
    const lines = [];
    const { log, error } = console;
    console.log = console.error = (...words) => lines.push(words.map(String).join(' '));
    const from = Date.now();
    try {
      const ok = await execute(executor, options, this.folder);
      return { ok, output: lines.join('\n'), ms: Date.now() - from };
    } finally {
      Object.assign(console, { log, error });
    }
  }

  /** Starts a deploy in a process of its own, which can be killed together with all that it started. */
  start(options = {}) {
    const program = fileURLToPath(new URL('./run-executor.mjs', import.meta.url));
    const args = [this.folder, 'deploy-minikube', JSON.stringify(this.deployOptions(options))];
    const child = spawn(process.execPath, ['--import', '@swc-node/register/esm-register', program, ...args], {
      // Where the compiler finds its settings.
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    return {
      ended: new Promise((resolve) => {
        child.on('close', (code) => resolve({ ok: code === 0, output }));
      }),
      kill: () => process.kill(-child.pid, 'SIGKILL'),
    };
  }

  kubectl(...args) {
    return this.cluster.kubectl(`kubectl ${args.join(' ')}`, args);
  }

  apply(object) {
    return this.cluster.kubectl('Applying', ['apply', '--filename=-'], JSON.stringify(object));
  }

  async get(...args) {
    return JSON.parse(await this.kubectl('get', ...args, '--output=json'));
  }

  patch(object, steps) {
    return this.kubectl('patch', ...object.split(' '), '--type=json', `--patch=${JSON.stringify(steps)}`);
  }

  receipt() {
    return JSON.parse(readFileSync(join(this.folder, 'dist/deploy/shop/receipt.json'), 'utf8'));
  }

  async revision() {
    return (await readRelease(this.cluster, 'shop'))?.revision;
  }

  /** Nothing is left to send, which only the cluster itself can tell, and soon nothing to wait for either. */
  async assertSettled(options = {}) {
    await eventually('settling', async () => {
      const { output } = await this.deploy({ ...options, plan: true });
      assert.match(output, /Nothing (to do|would be sent)/);
      return output.includes('Nothing to do');
    });
  }

  /** Removes what was deployed, and the workspace. */
  async close() {
    await this.run('uninstall', { namespace: this.namespace });
    await this.cluster.tryKubectl([
      'delete',
      'namespace',
      this.namespace,
      '--ignore-not-found',
      '--wait=false',
    ]);
    this.files.remove();
  }
}

/** Waits until something holds that the cluster does by itself. */
export async function eventually(what, holds, withinMs = 60_000) {
  const giveUpAt = Date.now() + withinMs;
  while (!(await holds())) {
    assert.ok(Date.now() < giveUpAt, `${what} did not happen within ${withinMs / 1000} s`);
    await pause(500);
  }
}

/** A namespace that no other run uses. */
export const namespaceFor = (name) => `drift-${name}-${process.pid.toString(36)}`;
