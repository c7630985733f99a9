import type { TargetConfiguration } from '@nx/devkit';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableMarks } from '../charts/values-table.ts';
import { helmInputs, pluginInputs, pluginName } from './plugin-inputs.ts';

/** A chart with a jest configuration in `tests` is tested, and a README with a table of values is kept current. */
export function chartQualityTargets(
  root: string,
  workspaceRoot: string,
): Record<string, TargetConfiguration> {
  const folder = join(workspaceRoot, root);
  return {
    ...(hasJestConfig(join(folder, 'tests')) ? { 'helm-test': helmTestTarget(workspaceRoot) } : {}),
    ...(hasValuesTable(join(folder, 'README.md')) ? valuesTableTargets(root, workspaceRoot) : {}),
  };
}

const helmTestTarget = (workspaceRoot: string): TargetConfiguration => ({
  command: 'jest --json --outputFile=jest-results.json',
  options: { cwd: '{projectRoot}/tests' },
  cache: true,
  inputs: [
    '{projectRoot}/**/*',
    '{workspaceRoot}/jest.preset.*',
    ...helmInputs(workspaceRoot),
    ...pluginInputs(workspaceRoot, ['charts', 'kubernetes', 'tools', 'console']),
    { externalDependencies: ['jest'] },
  ],
  outputs: ['{projectRoot}/tests/jest-results.json'],
  metadata: {
    technologies: ['helm', 'jest'],
    description: 'Tests what the chart renders, for each values file and for awkward combinations.',
  },
});

function valuesTableTargets(chart: string, workspaceRoot: string): Record<string, TargetConfiguration> {
  const target = { executor: `${pluginName}:values-table`, outputs: [] };
  return {
    'values-table': {
      ...target,
      options: { chart },
      metadata: {
        technologies: ['helm'],
        description: 'Writes the table of values in README.md out of the comments in values.yaml.',
      },
    },
    'values-table-check': {
      ...target,
      cache: true,
      inputs: [
        '{projectRoot}/README.md',
        '{projectRoot}/values.yaml',
        ...pluginInputs(workspaceRoot, ['charts', 'console']),
      ],
      options: { chart, check: true },
      metadata: {
        technologies: ['helm'],
        description: 'Fails when a value has no comment, or the table in README.md is not current.',
      },
    },
  };
}

const hasJestConfig = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => /^jest\.config\.[cm]?[jt]s$/.test(name));

const hasValuesTable = (readme: string): boolean =>
  existsSync(readme) && readFileSync(readme, 'utf8').includes(tableMarks.start);
