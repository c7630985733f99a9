import type { TargetConfiguration } from '@nx/devkit';
import { packageInputs, pluginInputs, pluginName } from './plugin-inputs.ts';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** Checks of YAML as it is sent, wherever it comes from: schemas, and rules. */
export interface ManifestCheck {
  workspaceRoot: string;
  /** File or folder. */
  manifests: string;
  /** What the YAML is read from. */
  inputs: Inputs;
  /** What makes the YAML first. */
  dependsOn?: string[];
}

export const validateTarget = ({
  workspaceRoot,
  manifests,
  inputs,
  dependsOn,
}: ManifestCheck): TargetConfiguration => ({
  executor: `${pluginName}:kube-validate`,
  cache: true,
  ...(dependsOn ? { dependsOn } : {}),
  inputs: [
    ...inputs,
    ...pluginInputs(workspaceRoot, ['validate', 'schemas', 'kubernetes', 'console']),
    ...packageInputs(workspaceRoot, ['ajv', 'ajv-formats', 'yaml']),
  ],
  outputs: [],
  options: { manifests },
});

/** Never cached: a cluster's answer holds for that moment alone. */
export const dryRunTarget = (manifests: string[], dependsOn: string[]): TargetConfiguration => ({
  executor: `${pluginName}:kube-dry-run`,
  dependsOn,
  options: { manifests },
  metadata: {
    technologies: ['kubernetes'],
    description: 'Dry runs of client and server, where a context is named; says so where none is.',
  },
});

export const policyTarget = (
  { workspaceRoot, manifests, inputs, dependsOn }: ManifestCheck,
  { name, given }: { name: string; given: string[] },
): TargetConfiguration => ({
  executor: `${pluginName}:policy-check`,
  cache: true,
  ...(dependsOn ? { dependsOn } : {}),
  inputs: [
    ...inputs,
    ...pluginInputs(workspaceRoot, ['policy', 'schemas', 'kubernetes', 'console', 'leaks']),
    ...packageInputs(workspaceRoot, [
      'yaml',
      '@secretlint/core',
      '@secretlint/secretlint-rule-preset-recommend',
    ]),
  ],
  outputs: [`{workspaceRoot}/dist/policy/{projectName}/${name}`],
  options: { manifests, report: name, ...(given.length > 0 ? { given } : {}) },
});
