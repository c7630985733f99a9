import type { TargetConfiguration } from '@nx/devkit';

type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** One combination of values: its name in targets, the file that decides, and all that its rendering reads. */
export interface Combination {
  name: string;
  /** None for the chart as it stands. */
  values?: string;
  inputs: Inputs;
}

/** A chart's combinations: a values file belongs to its own alone. */
export function listCombinations(valuesFiles: string[], otherFiles: string[]): Combination[] {
  const readBy = (own: string | undefined): Inputs => [
    '{projectRoot}/**/*',
    '!{projectRoot}/tests/**/*',
    ...[...valuesFiles, ...otherFiles].filter((file) => file !== own).map((file) => `!{projectRoot}/${file}`),
  ];
  return [
    { name: 'values', inputs: readBy(undefined) },
    ...valuesFiles.map((values) => ({
      name: values.replace(/\.ya?ml$/, ''),
      values,
      inputs: readBy(values),
    })),
  ];
}

/** One cached task for each combination, and a target that stands for all of them. */
export function perCombination(
  target: string,
  combinations: Combination[],
  description: string,
  make: (combination: Combination) => TargetConfiguration,
): Record<string, TargetConfiguration> {
  const technologies = ['helm', 'kubernetes'];
  const parts = combinations.map((combination) => {
    const file = combination.values ?? 'values.yaml';
    return [
      `${target}--${combination.name}`,
      {
        cache: true,
        ...make(combination),
        metadata: { technologies, description: `${description} With ${file}.` },
      },
    ] as const;
  });
  return {
    ...Object.fromEntries(parts),
    [target]: {
      executor: 'nx:noop',
      cache: true,
      inputs: [],
      dependsOn: parts.map(([name]) => name),
      metadata: { technologies, description: `${description} With each values file.` },
    },
  };
}
