import type { CreateNodesContextV2, ProjectConfiguration } from '@nx/devkit';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PluginOptions } from '../plugin-options.ts';
import { createNodesV2 } from './create-nodes.ts';

const swappable = 'FROM node:24 AS compile\nFROM scratch AS build\nFROM base:1\nCOPY --from=build / ./\n';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inference-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const context = (): CreateNodesContextV2 => ({ workspaceRoot: root, nxJsonConfiguration: {} });

async function infer(
  files: Record<string, string>,
  options: PluginOptions = {},
): Promise<Record<string, ProjectConfiguration>> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const [, create] = createNodesV2;
  const found = Object.keys(files).filter((path) => /(Dockerfile|Chart\.yaml|k8s\/base\/.+)$/.test(path));
  const results = await create(found, options, context());
  return Object.assign({}, ...results.map(([, result]) => result.projects ?? {}));
}

const shop = {
  'apps/api/Dockerfile': swappable,
  'apps/api/package.json': JSON.stringify({
    name: '@shop/api',
    nx: { name: 'api', targets: { build: {} } },
  }),
  'apps/stock-feed/Dockerfile': 'FROM base:1\n',
  'infra/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'infra/shop/values.yaml':
    'api:\n  image:\n    repository: shop-api\nstockFeed:\n  image:\n    repository: shop-feed\ndatabase:\n  image:\n    repository: postgres\n',
  'infra/shop/values-local.yaml': '{}\n',
  'infra/shop/values-mine.secret.yaml': '{}\n',
  'infra/k8s/base/api.yaml': 'kind: Service\n',
  'infra/k8s/base/kustomization.yaml': 'resources: [api.yaml]\n',
};

describe('a folder with a Dockerfile', () => {
  it('builds its image from the output of build, cached, with that output in its hash', async () => {
    const target = (await infer(shop))['apps/api']?.targets?.['docker-build'];
    expect(target).toMatchObject({
      executor: '@habit/nx-deploy:docker-build',
      cache: true,
      dependsOn: ['build'],
      outputs: ['image.tar', 'receipt.json', 'bases.json'].map(
        (file) => `{workspaceRoot}/dist/images/{projectName}/${file}`,
      ),
      options: { dockerfile: 'apps/api/Dockerfile', buildOutput: 'apps/api/dist' },
    });
    expect(target?.inputs).toContainEqual({ dependentTasksOutputFiles: '**/*', transitive: false });
    expect(target?.inputs).toContain('{workspaceRoot}/apps/api/Dockerfile');
    expect(target?.metadata?.description).toBeTruthy();
  });

  it('leaves compiling to the Dockerfile when there is nothing to swap in, and hashes the sources then', async () => {
    const service = (await infer(shop))['apps/stock-feed'];
    expect(service?.name).toBe('stock-feed');
    const target = service?.targets?.['docker-build'];
    expect(target?.options).not.toHaveProperty('buildOutput');
    expect(target?.inputs).toEqual(expect.arrayContaining(['default', '^default']));
  });

  it('does not count where no project could be meant', async () => {
    expect(await infer({ 'docs/examples/Dockerfile': swappable, Dockerfile: swappable })).toEqual({});
  });

  it('is tested as a container after what it declares to need, and again when that changes', async () => {
    const options = { journey: true, services: { db: { image: 'postgres:17' }, api: { project: 'api' } } };
    const web = { name: 'web', targets: { 'container-test': { options } } };
    const files = { ...shop, 'apps/web/Dockerfile': swappable, 'apps/web/project.json': JSON.stringify(web) };
    const found = await infer(files, { journey: 'node walk.mjs', journeyDependsOn: ['walk:build'] });
    const target = found['apps/web']?.targets?.['container-test'];
    expect(target?.dependsOn).toEqual([
      'docker-load',
      { projects: ['api'], target: 'docker-load' },
      'walk:build',
    ]);
    expect(target?.inputs).toContain('{workspaceRoot}/apps/api/package.json');
    expect(target?.inputs).toContainEqual({ dependentTasksOutputFiles: '**/receipt.json', transitive: true });
    expect(target?.inputs).toContainEqual({ runtime: expect.stringContaining('postgres:17') });
  });

  it('is scanned for the values of .env each time, also when the scan for all other secrets is cached', async () => {
    const targets = (await infer(shop, { environment: 'environment.json' }))['apps/api']?.targets;
    expect(targets?.['secret-scan']).toMatchObject({ cache: true, dependsOn: ['docker-build', 'env-scan'] });
    expect(targets?.['env-scan']).toMatchObject({
      dependsOn: ['docker-build'],
      options: { environment: 'environment.json' },
    });
    expect(targets?.['env-scan']?.cache).toBeFalsy();
  });

  it('has its software listed beside the archive, again when the receipt changes', async () => {
    const target = (await infer(shop))['apps/stock-feed']?.targets?.['sbom'];
    expect(target).toMatchObject({
      executor: '@habit/nx-deploy:sbom',
      cache: true,
      dependsOn: ['docker-build'],
      outputs: ['{workspaceRoot}/dist/images/{projectName}/sbom.cdx.json'],
    });
    expect(target?.inputs).toContainEqual({
      dependentTasksOutputFiles: '**/receipt.json',
      transitive: false,
    });
  });

  it('completes the run target of another plugin with loading the image first', async () => {
    const project = (await infer(shop))['apps/api'];
    expect(project?.targets?.['docker-run']).toEqual({ dependsOn: ['docker-load'] });
  });
});

describe('a chart', () => {
  it('is a project of its own name that depends on the services in its values', async () => {
    const chart = (await infer(shop))['infra/shop'];
    expect(chart?.name).toBe('shop');
    expect(chart?.implicitDependencies).toEqual(['api', 'stock-feed']);
    expect(chart?.targets?.['deploy-minikube']?.options).toEqual({
      chart: 'infra/shop',
      apps: { api: 'api', stockFeed: 'stock-feed' },
      engine: 'docker',
    });
  });

  it('deploys after its images, its lint and its dry run, and is verified after that', async () => {
    const targets = (await infer(shop, { journey: 'node walk.mjs', journeyDependsOn: ['walk:build'] }))[
      'infra/shop'
    ]?.targets;
    expect(targets?.['deploy-minikube']?.dependsOn).toEqual([
      { projects: ['api', 'stock-feed'], target: 'docker-build' },
      'helm-lint',
      'helm-dry-run',
      'kube-validate',
      'policy-check',
    ]);
    expect(targets?.['verify']?.dependsOn).toEqual([
      { target: 'deploy-minikube', params: 'forward' },
      'walk:build',
    ]);
    expect(targets?.['verify']?.options.journey).toBe('node walk.mjs');
  });

  it('caches what reads files, keyed by the chart and helm, and never what proves something live', async () => {
    const targets = (await infer(shop))['infra/shop']?.targets ?? {};
    for (const name of ['helm-lint', 'helm-dry-run']) {
      expect(targets[name]?.dependsOn).toEqual([`${name}--values`, `${name}--values-local`]);
      const part = targets[`${name}--values-local`];
      expect(part?.cache).toBe(true);
      expect(part?.inputs).toContain('{projectRoot}/**/*');
      expect(part?.inputs).toContainEqual({ runtime: expect.stringContaining('helm version') });
      expect(part?.options.values).toBe('values-local.yaml');
    }
    for (const name of ['deploy-minikube', 'verify', 'uninstall']) expect(targets[name]?.cache).toBeFalsy();
  });

  it('reads a values file in the tasks of its own combination alone, and a secret one in none', async () => {
    const targets = (await infer(shop))['infra/shop']?.targets ?? {};
    expect(targets['helm-dry-run--values']?.inputs).toContain('!{projectRoot}/values-local.yaml');
    const local = targets['helm-dry-run--values-local'];
    expect(local?.inputs).not.toContain('!{projectRoot}/values-local.yaml');
    expect(local?.inputs).toContain('!{projectRoot}/values-mine.secret.yaml');
    expect(local?.outputs).toEqual(['{workspaceRoot}/dist/helm/shop/values-local.yaml']);
  });

  it('is checked as it was rendered, again only when that changes, and by a cluster never from the cache', async () => {
    const targets = (await infer(shop, { environment: 'environment.json' }))['infra/shop']?.targets ?? {};
    for (const name of ['kube-validate', 'policy-check']) {
      const part = targets[`${name}--values-local`];
      expect(part?.dependsOn).toEqual(['helm-dry-run--values-local']);
      expect(part?.inputs).toContainEqual({ dependentTasksOutputFiles: '**/*' });
      expect(part?.inputs).not.toContain('{projectRoot}/**/*');
    }
    expect(targets['policy-check--values']?.options.given).toEqual(['Secret shop-secrets']);
    expect(targets['kube-validate--dry-run']?.cache).toBeFalsy();
    expect(targets['kube-validate']?.dependsOn).toContain('kube-validate--dry-run');
  });

  it('inside another chart is part of that chart', async () => {
    const projects = await infer({
      ...shop,
      'infra/shop/charts/cache/Chart.yaml': 'name: cache\n',
      'infra/shop/charts/cache/values.yaml': '{}\n',
    });
    expect(Object.keys(projects)).not.toContain('infra/shop/charts/cache');
  });

  it('that cannot be read is named', async () => {
    const failed = infer({ 'infra/odd/Chart.yaml': 'name: [' });
    await expect(failed).rejects.toMatchObject({
      errors: [
        [
          'infra/odd/Chart.yaml',
          expect.objectContaining({ message: expect.stringMatching(/cannot be read/) }),
        ],
      ],
    });
  });
});

describe('a folder of manifests', () => {
  it('is compared with the only chart', async () => {
    const manifests = (await infer(shop))['infra/k8s'];
    expect(manifests?.name).toBe('manifests');
    expect(manifests?.targets?.['parity-check']).toMatchObject({
      cache: true,
      options: { manifests: 'infra/k8s/base', chart: 'infra/shop' },
    });
  });
});
