import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './workspace.js';

const rules = readFileSync(join(root, '.gitignore'), 'utf8');

/** Secrets, what is only true of one machine, and what is made: none of it may be committed. */
const forbidden = [
  '.env',
  '.env.local',
  '.env.production.local',
  'production.env',
  'apps/backend/.env',
  'apps/frontend/.env.production',
  'infra/k8s/overlays/local/kustomization.yaml',
  'infra/k8s/overlays/local/secret.yaml',
  'infra/k8s/my-secret.yaml',
  'infra/helm/habit-tracker/values-local.secret.yaml',
  'kubeconfig',
  'kubeconfig.yaml',
  '.kube/config',
  'infra/tls/tls.key',
  'infra/tls/ca.pem',
  '.data/postgres/PG_VERSION',
  'dist/images/backend/receipt.json',
  'image.tar',
  'apps/backend/dist/main.mjs',
  'apps/frontend/.next/BUILD_ID',
  'apps/frontend/next-env.d.ts',
  'tools/nx-deploy/habit-nx-deploy-1.0.0.tgz',
  '.nx/cache/run.json',
  'node_modules/nx/package.json',
  'coverage/lcov.info',
  'apps/frontend-e2e/test-output/trace.zip',
  'libs/contracts/jest-results.json',
  'libs/contracts/tsconfig.tsbuildinfo',
  'tmp/notes.txt',
];

/** What looks like the above, and belongs to the product. values-local.yaml does as long as it holds no secret. */
const wanted = [
  '.env.example',
  '.gitignore',
  'apps/backend/src/features/auth/session-token.ts',
  'infra/contracts/environment.json',
  'infra/helm/habit-tracker/templates/secret.yaml',
  'infra/helm/habit-tracker/values-local.yaml',
  'infra/helm/habit-tracker/values-production.yaml',
  'infra/k8s/base/secret-template.yaml',
  'libs/env-contract/src/variables.ts',
  'tools/nx-deploy/src/secrets/resolve-secrets.ts',
];

let repository: string;
beforeEach(() => (repository = mkdtempSync(join(tmpdir(), 'habit-git-'))));
afterEach(() => rmSync(repository, { recursive: true, force: true }));

// Neither the machine's rules nor the repository around may decide.
const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Anybody', '-c', 'user.email=anybody@example.org', ...args], {
    cwd: repository,
    env,
    encoding: 'utf8',
  });

/** Commits all that git lets in under these rules, and lists it. */
function commitAll(gitignore: string, files: string[]): string[] {
  git('init', '--quiet');
  for (const file of files) {
    mkdirSync(join(repository, dirname(file)), { recursive: true });
    writeFileSync(join(repository, file), 'JWT_SECRET=unmistakable\n');
  }
  writeFileSync(join(repository, '.gitignore'), gitignore);
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Everything.');
  return git('ls-tree', '-r', '--name-only', 'HEAD').trim().split('\n').sort();
}

it('lets in what belongs to the product, and nothing else', () => {
  expect(commitAll(rules, [...forbidden, ...wanted])).toEqual([...wanted].sort());
});

it.each(rules.split('\n').filter((line) => line && !line.startsWith('#')))('needs its rule %s', (rule) => {
  const others = rules
    .split('\n')
    .filter((line) => line !== rule)
    .join('\n');
  expect(commitAll(others, [...forbidden, ...wanted])).not.toEqual([...wanted].sort());
});

it('need not keep values-local.yaml out, because that holds no secret', () => {
  const values = readFileSync(join(root, 'infra/helm/habit-tracker/values-local.yaml'), 'utf8');
  expect(values).not.toMatch(/secret|password|key|token/i);
});
