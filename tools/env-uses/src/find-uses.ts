import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './find-files.ts';
import { findInCode } from './find-in-code.ts';
import { findInDockerfile } from './find-in-dockerfile.ts';
import { findInManifest, findInTemplate, findInValues } from './find-in-yaml.ts';
import type { Use } from './use.ts';

const chart = 'infra/helm/habit-tracker';

/** Every use of a variable in the workspace. What the declarations themselves say is none. */
export function findUses(root: string): Use[] {
  const read = (file: string): string => readFileSync(join(root, file), 'utf8');
  return [
    ...findInProjects(root),
    ...findInDockerfiles(root, read),
    ...findInManifests(root, read),
    ...findInChart(root, read),
  ];
}

type Read = (file: string) => string;

function findInProjects(root: string): Use[] {
  const projects = ['apps', 'libs', 'tools'].flatMap((group) => foldersIn(root, group));
  return projects
    .filter((project) => project !== 'libs/env-contract')
    .map((project) => (project.startsWith('tools/') ? `${project}/src` : project))
    .filter((project) => existsSync(join(root, project)))
    .flatMap((project) => findInCode(root, project));
}

function findInDockerfiles(root: string, read: Read): Use[] {
  return foldersIn(root, 'apps')
    .map((app) => `${app}/Dockerfile`)
    .filter((file) => existsSync(join(root, file)))
    .flatMap((file) => findInDockerfile(file, read(file)));
}

function findInManifests(root: string, read: Read): Use[] {
  return listFiles(root, 'infra/k8s')
    .filter((file) => isYaml(file) && !file.startsWith('infra/k8s/tests/'))
    .flatMap((file) =>
      findInManifest(read(file)).map(({ name, line, keptIn }) => ({
        name,
        line,
        file,
        ...(keptIn ? { keptIn } : {}),
      })),
    );
}

function findInChart(root: string, read: Read): Use[] {
  const templates = listFiles(root, `${chart}/templates`).filter((file) => /\.(ya?ml|tpl)$/.test(file));
  const values = readdirSync(join(root, chart))
    .filter((name) => /^values.*\.yaml$/.test(name))
    .map((name) => `${chart}/${name}`);
  const inTemplates = templates.flatMap((file) =>
    findInTemplate(read(file)).map((place) => ({ ...place, file })),
  );
  const inValues = values.flatMap((file) => findInValues(read(file)).map((place) => ({ ...place, file })));
  return [...inTemplates, ...inValues, ...findInRenderings(root, read, [...templates, ...values])].map(
    (use) => ({
      ...use,
      by: 'deploy',
    }),
  );
}

/** A template is no YAML before it is rendered, so what it makes is read, and looked for in what made it. */
function findInRenderings(root: string, read: Read, sources: string[]): Use[] {
  const folder = 'dist/helm/habit-tracker';
  if (!existsSync(join(root, folder))) {
    throw new Error(
      `${folder} is missing, so the chart cannot be looked through. Run: npx nx run habit-tracker:helm-dry-run`,
    );
  }
  return listFiles(root, folder)
    .filter(isYaml)
    .flatMap((file) => findInManifest(read(file)))
    .map(({ source = '', name, keptIn }) => ({
      ...whereSaid(name, [`${chart}/${source}`, ...sources], read),
      name,
      ...(keptIn ? { keptIn } : {}),
    }));
}

function whereSaid(name: string, files: string[], read: Read): { file: string; line: number } {
  const word = new RegExp(`\\b${name}\\b`);
  for (const file of files) {
    const at = /\.(ya?ml|tpl)$/.test(file)
      ? read(file)
          .split('\n')
          .findIndex((line) => word.test(line))
      : -1;
    if (at >= 0) return { file, line: at + 1 };
  }
  return { file: files[0] ?? chart, line: 1 };
}

const isYaml = (file: string): boolean => /\.ya?ml$/.test(file);

const foldersIn = (root: string, group: string): string[] =>
  readdirSync(join(root, group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${group}/${name}`);
