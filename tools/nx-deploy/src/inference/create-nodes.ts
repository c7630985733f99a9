import { createNodesFromFiles } from '@nx/devkit';
import type { CreateNodesResult, CreateNodesV2 } from '@nx/devkit';
import { basename, dirname } from 'node:path';
import { type PluginOptions, withDefaults } from '../plugin-options.ts';
import { readChartName } from '../charts/read-chart.ts';
import { inferChartProject } from './chart-project.ts';
import { inferDockerfileProject } from './dockerfile-project.ts';
import { describeHost } from './host.ts';
import { inferManifestsProject } from './manifests-project.ts';
import { readDeclaredProject } from './project-file.ts';

const glob = '{**/Dockerfile,**/Chart.yaml,**/k8s/base/*.yaml,**/k8s/base/*.yml}';

/** Finds the projects that a Dockerfile, a chart or a folder of manifests makes. */
export const createNodesV2: CreateNodesV2<PluginOptions> = [
  glob,
  (files, givenOptions, context) => {
    const options = withDefaults(givenOptions);
    const { workspaceRoot } = context;
    const dockerfiles = files.filter((file) => isService(file, workspaceRoot));
    const charts = files.filter((file) => basename(file) === 'Chart.yaml' && !isSubchart(file, files));
    const services = dockerfiles.map((file) => ({
      name: readDeclaredProject(workspaceRoot, dirname(file)).name,
      root: dirname(file),
    }));
    const serviceNames = services.map(({ name }) => name);
    const bases = [...new Set(files.filter(isManifest).map((file) => dirname(file)))];
    const host = describeHost();

    const infer = (file: string): CreateNodesResult => {
      if (dockerfiles.includes(file)) {
        const project = inferDockerfileProject(file, options, workspaceRoot, host, services);
        return { projects: { [project.root]: project } };
      }
      if (charts.includes(file)) {
        const project = inferChartProject(file, options, workspaceRoot, serviceNames);
        return { projects: { [project.root]: project } };
      }
      const base = dirname(file);
      if (!isManifest(file) || files.find((other) => dirname(other) === base) !== file) return {};
      const [only, ...others] = charts;
      const chart =
        only && others.length === 0
          ? { name: readChartName(only, workspaceRoot), root: dirname(only) }
          : undefined;
      const owner = base.split('/').at(-3);
      const name =
        bases.length === 1 || !owner ? options.manifestsProject : `${owner}-${options.manifestsProject}`;
      const project = inferManifestsProject(base, name, chart, workspaceRoot, options.environment);
      return { projects: { [project.root]: project } };
    };
    return createNodesFromFiles(infer, files, options, context);
  },
];

/** A Dockerfile counts in a project's folder, and in a folder of services, where it makes the project. */
function isService(file: string, workspaceRoot: string): boolean {
  if (basename(file) !== 'Dockerfile') return false;
  const root = dirname(file);
  return (
    /^(apps|services)\/[^/]+$/.test(root) ||
    (root !== '.' && readDeclaredProject(workspaceRoot, root).isDeclared)
  );
}

const isManifest = (file: string): boolean => /(^|\/)k8s\/base\/[^/]+\.ya?ml$/.test(file);

function isSubchart(file: string, files: readonly string[]): boolean {
  const parts = dirname(file).split('/');
  return parts.some(
    (part, at) => part === 'charts' && files.includes([...parts.slice(0, at), 'Chart.yaml'].join('/')),
  );
}
