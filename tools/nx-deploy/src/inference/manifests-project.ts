import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { dirname } from 'node:path';
import { dryRunTarget, policyTarget, validateTarget } from './manifest-check-targets.ts';
import { helmInputs, pluginInputs, pluginName } from './plugin-inputs.ts';

interface Chart {
  name: string;
  root: string;
}

/** Plain manifests are valid, follow the rules, and say the same as the chart beside them. */
export function inferManifestsProject(
  base: string,
  name: string,
  chart: Chart | undefined,
  workspaceRoot: string,
  environment: string | undefined,
): ProjectConfiguration {
  const technologies = ['kubernetes'];
  const check = { workspaceRoot, manifests: base, inputs: ['{projectRoot}/base/**/*'] };
  const parts = ['kube-validate--schemas', 'kube-validate--dry-run'];
  return {
    root: dirname(base),
    name,
    ...(chart ? { implicitDependencies: [chart.name] } : {}),
    targets: {
      'kube-validate--schemas': {
        ...validateTarget(check),
        metadata: {
          technologies,
          description: 'Holds the manifests against the schemas of Kubernetes, strictly.',
        },
      },
      'kube-validate--dry-run': dryRunTarget([base], ['kube-validate--schemas']),
      'kube-validate': {
        executor: 'nx:noop',
        dependsOn: parts,
        metadata: {
          technologies,
          description: 'Validates the manifests by schemas, and by dry runs where a context is named.',
        },
      },
      'policy-check': {
        ...policyTarget(check, { name: 'base', given: [] }),
        metadata: {
          technologies,
          description: 'Holds the manifests against the rules for safe and steady pods.',
        },
      },
      review: reviewTarget(base, chart, environment),
      ...(chart ? { 'parity-check': parityTarget(base, chart, workspaceRoot) } : {}),
    },
  };
}

const reviewTarget = (
  base: string,
  chart: Chart | undefined,
  environment: string | undefined,
): TargetConfiguration => ({
  executor: `${pluginName}:review`,
  ...(chart ? { dependsOn: [{ projects: chart.name, target: 'helm-dry-run' }] } : {}),
  options: {
    manifests: base,
    ...(chart ? { renderings: `dist/helm/${chart.name}` } : {}),
    ...(environment ? { environment } : {}),
  },
  metadata: {
    technologies: ['kubernetes'],
    description:
      'Reviews YAML that someone else wrote: --file=FILE. Schemas, rules, and what ours has that it lacks.',
  },
});

const parityTarget = (base: string, chart: Chart, workspaceRoot: string): TargetConfiguration => ({
  executor: `${pluginName}:parity-check`,
  cache: true,
  inputs: [
    '{projectRoot}/base/**/*',
    `{workspaceRoot}/${chart.root}/**/*`,
    ...helmInputs(workspaceRoot),
    ...pluginInputs(workspaceRoot, ['charts', 'kubernetes', 'tools', 'console']),
  ],
  outputs: [],
  options: { manifests: base, chart: chart.root },
  metadata: {
    technologies: ['kubernetes', 'helm'],
    description: 'Compares the manifests with what the chart renders by default, field by field.',
  },
});
