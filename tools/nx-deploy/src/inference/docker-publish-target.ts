import type { TargetConfiguration } from '@nx/devkit';
import { pluginName } from './plugin-inputs.ts';

/** Never cached: it is about what a registry holds. Only what every check of the image let pass is published. */
export function dockerPublishTarget(): TargetConfiguration {
  return {
    executor: `${pluginName}:docker-publish`,
    dependsOn: ['size-check', 'secret-scan', 'image-check', 'container-test'],
    metadata: {
      technologies: ['docker'],
      description:
        'Pushes the image archive to a registry, byte for byte: --registry HOST/PREFIX --tags 1.2.0.',
    },
  };
}
