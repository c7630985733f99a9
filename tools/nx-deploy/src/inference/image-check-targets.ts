import type { TargetConfiguration } from '@nx/devkit';
import type { ResolvedOptions } from '../plugin-options.ts';
import { packageInputs, pluginInputs, pluginName, secretRules } from './plugin-inputs.ts';

/** Checks of an image, from archive and receipt, without an engine. Equal receipt, equal image: then nothing runs again. */
export function imageCheckTargets(
  workspaceRoot: string,
  options: ResolvedOptions,
): Record<string, TargetConfiguration> {
  const check = (
    name: string,
    result: string,
    description: string,
    more: object = {},
  ): TargetConfiguration => ({
    executor: `${pluginName}:${name}`,
    cache: true,
    dependsOn: ['docker-build'],
    inputs: [
      { dependentTasksOutputFiles: '**/receipt.json', transitive: false },
      ...pluginInputs(workspaceRoot, ['images', 'image-checks', 'leaks', 'console']),
      ...packageInputs(workspaceRoot, ['tar-stream', ...(name === 'secret-scan' ? secretRules : [])]),
    ],
    outputs: [`{workspaceRoot}/dist/image-checks/{projectName}/${result}.json`],
    metadata: { technologies: ['docker'], description },
    ...more,
  });
  return {
    'size-check': check(
      'size-check',
      'size',
      'Weighs the unpacked image against its limit and the tighter budget of the project.',
      { options: { limit: 500 } },
    ),
    'secret-scan': check(
      'secret-scan',
      'secrets',
      'Looks for secrets in every layer, deleted files, history, labels and environment of the image.',
      // What it keeps holds everywhere; what this machine's .env tells is looked for each time.
      { dependsOn: ['docker-build', 'env-scan'] },
    ),
    'env-scan': {
      executor: `${pluginName}:env-scan`,
      dependsOn: ['docker-build'],
      options: options.environment ? { environment: options.environment } : {},
      metadata: {
        technologies: ['docker'],
        description: 'Looks for the secret values of the local .env files in all that the image holds.',
      },
    },
    'image-check': check(
      'image-check',
      'structure',
      'Checks user, ports, program, setuid and world-writable files of the image.',
    ),
  };
}
