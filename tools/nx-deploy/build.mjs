// Makes the package that other workspaces install: plain JavaScript, because Node compiles nothing in node_modules.
// In this workspace the plugin runs from source, so that a fresh clone needs no build step.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

rmSync('dist', { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
execFileSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], { stdio: 'inherit' });
cpSync('src', 'dist/src', { recursive: true, filter: (path) => !path.endsWith('.ts') });
cpSync('README.md', 'dist/README.md');

const { executors } = readJson('executors.json');
for (const executor of Object.values(executors))
  executor.implementation = executor.implementation.replace(/\.ts$/, '.js');
writeJson('dist/executors.json', { executors });

const { generators } = readJson('generators.json');
for (const generator of Object.values(generators))
  generator.factory = generator.factory.replace(/\.ts$/, '.js');
writeJson('dist/generators.json', { generators });

const { name, version, type, dependencies } = readJson('package.json');
const { '@nx/devkit': devkit, ...others } = dependencies;
const { optionalDependencies } = readJson('../../package.json');
writeJson('dist/package.json', {
  name,
  version,
  description:
    'Nx targets for Dockerfiles, Helm charts and manifests: images, deploys that converge, verification.',
  license: 'MIT',
  type,
  main: './src/index.js',
  types: './src/index.d.ts',
  exports: {
    '.': './src/index.js',
    './chart-testing': './src/charts/chart-testing.js',
    './report-testing': './src/report/report-testing.js',
    './review-testing': './src/review/review-testing.js',
    './package.json': './package.json',
    './executors.json': './executors.json',
    './generators.json': './generators.json',
  },
  executors: './executors.json',
  generators: './generators.json',
  dependencies: others,
  optionalDependencies,
  // The workspace brings its own Nx.
  peerDependencies: { '@nx/devkit': `^${devkit}` },
});
