import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readChartName, readYaml } from '../charts/read-chart.ts';
import { renderingPath } from '../charts/values-combinations.ts';
import type { ResolvedOptions } from '../plugin-options.ts';
import { chartQualityTargets } from './chart-quality-targets.ts';
import { dryRunTarget, type ManifestCheck, policyTarget, validateTarget } from './manifest-check-targets.ts';
import { helmInputs, pluginInputs, pluginName } from './plugin-inputs.ts';
import { reportTargets } from './report-targets.ts';
import { type Combination, listCombinations, perCombination } from './values-targets.ts';

const technologies = ['helm', 'kubernetes'];

/** A chart is a project that is linted, rendered, deployed and verified; its images are the services it names. */
export function inferChartProject(
  chartFile: string,
  options: ResolvedOptions,
  workspaceRoot: string,
  services: string[],
): ProjectConfiguration {
  const root = dirname(chartFile);
  const chart = readChartName(chartFile, workspaceRoot);
  const apps = findApps(join(workspaceRoot, root, 'values.yaml'), services);
  const projects = Object.values(apps);
  const values = listValuesFiles(join(workspaceRoot, root));
  const combinations = listCombinations(values, listOtherValuesFiles(join(workspaceRoot, root), values));
  const release = {
    chart: root,
    apps,
    engine: options.engine,
    ...(options.environment ? { environment: options.environment } : {}),
  };

  return {
    root,
    name: chart,
    projectType: 'application',
    implicitDependencies: projects,
    targets: {
      ...chartQualityTargets(root, workspaceRoot),
      ...checkTargets(root, chart, combinations, options, workspaceRoot),
      'deploy-minikube': {
        executor: `${pluginName}:deploy-minikube`,
        dependsOn: [
          ...(projects.length > 0 ? [{ projects, target: 'docker-build' }] : []),
          'helm-lint',
          'helm-dry-run',
          'kube-validate',
          'policy-check',
        ],
        options: release,
        metadata: {
          technologies,
          description:
            'Brings the release to minikube, kind or a named context; sends nothing when nothing changed.',
        },
      },
      verify: {
        executor: `${pluginName}:verify`,
        dependsOn: [{ target: 'deploy-minikube', params: 'forward' }, ...options.journeyDependsOn],
        options: options.journey ? { journey: options.journey } : {},
        metadata: {
          technologies,
          description:
            'Uses the running release as a user would, and compares what runs with what was built.',
        },
      },
      ...(options.tasks ? reportTargets(options.tasks) : {}),
      'rollout-test': {
        executor: `${pluginName}:rollout-test`,
        options: options.loadPaths ? { paths: options.loadPaths } : {},
        metadata: {
          technologies,
          description:
            'Replaces all pods of the running release under load and counts the requests that fail.',
        },
      },
      ...(options.environment
        ? {
            'env-check': {
              executor: `${pluginName}:env-check`,
              dependsOn: [{ target: 'deploy-minikube', params: 'forward' }],
              options: { environment: options.environment },
              metadata: {
                technologies,
                description:
                  'Asks each pod of the running release what it sees in its environment, and compares hashes of it with what it should see.',
              },
            },
          }
        : {}),
      rollback: {
        executor: `${pluginName}:rollback`,
        dependsOn: options.journeyDependsOn,
        options: options.journey ? { journey: options.journey } : {},
        metadata: {
          technologies,
          description: 'Brings back what was verified last, and verifies it again.',
        },
      },
      uninstall: {
        executor: `${pluginName}:uninstall`,
        metadata: {
          technologies,
          description:
            'Removes the release with its data, its Secret and its namespace; --keep-data keeps these.',
        },
      },
    },
  };
}

/** Each combination of values is linted, rendered, validated and held against the rules by tasks of its own. */
function checkTargets(
  root: string,
  chart: string,
  combinations: Combination[],
  options: ResolvedOptions,
  workspaceRoot: string,
): Record<string, TargetConfiguration> {
  const helm = (executor: string, { values, inputs }: Combination): TargetConfiguration => ({
    executor: `${pluginName}:${executor}`,
    inputs: [
      ...inputs,
      ...helmInputs(workspaceRoot),
      ...pluginInputs(workspaceRoot, ['charts', 'kubernetes', 'tools', 'console']),
    ],
    options: { chart: root, ...(values ? { values } : {}) },
  });
  const rendering = ({ name, values }: Combination): ManifestCheck => ({
    workspaceRoot,
    manifests: renderingPath(chart, values),
    // Nothing but what was rendered: when that is the same as before, nothing is checked again.
    inputs: [{ dependentTasksOutputFiles: '**/*' }],
    dependsOn: [`helm-dry-run--${name}`],
  });
  // A deploy makes the Secret of the environment where the chart does not.
  const given = options.environment ? [`Secret ${chart}-secrets`] : [];
  const validate = perCombination(
    'kube-validate',
    combinations,
    'Holds the rendering against the schemas.',
    (each) => validateTarget(rendering(each)),
  );
  const renderings = combinations.map(({ values }) => renderingPath(chart, values));
  return {
    ...perCombination('helm-lint', combinations, 'Reads the chart strictly.', (each) => ({
      ...helm('helm-lint', each),
      outputs: [],
    })),
    ...perCombination(
      'helm-dry-run',
      combinations,
      'Renders an installation, without a cluster.',
      (each) => ({
        ...helm('helm-dry-run', each),
        outputs: [`{workspaceRoot}/${renderingPath(chart, each.values)}`],
      }),
    ),
    ...validate,
    'kube-validate--dry-run': dryRunTarget(
      renderings,
      combinations.map(({ name }) => `kube-validate--${name}`),
    ),
    'kube-validate': {
      ...validate['kube-validate'],
      // Whether a cluster was asked is said anew each time.
      cache: false,
      dependsOn: [...(validate['kube-validate']?.dependsOn ?? []), 'kube-validate--dry-run'],
    },
    ...perCombination('policy-check', combinations, 'Holds the rendering against the rules.', (each) =>
      policyTarget(rendering(each), { name: each.name, given }),
    ),
  };
}

/** Top-level values with an `image.repository` are apps; a service of that name is what fills the repository. */
function findApps(valuesFile: string, services: string[]): Record<string, string> {
  const values = readYaml<Record<string, { image?: { repository?: unknown } } | null>>(valuesFile) ?? {};
  const apps: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    if (typeof value?.image?.repository !== 'string') continue;
    const service = services.find((name) => name === key || camelCase(name) === key);
    if (service) apps[key] = service;
  }
  return apps;
}

/** Values files beside the default ones; one that holds secrets is not part of the chart's proof. */
function listValuesFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^values-.+\.ya?ml$/.test(name) && !/\.secret\.ya?ml$/.test(name))
    .sort();
}

/** Values files that are no part of the proof, and so no part of any hash. */
const listOtherValuesFiles = (folder: string, values: string[]): string[] =>
  readdirSync(folder).filter((name) => /^values-.+\.ya?ml$/.test(name) && !values.includes(name));

const camelCase = (name: string): string =>
  name.replace(/[-_.]+(\w)/g, (_, letter: string) => letter.toUpperCase());
