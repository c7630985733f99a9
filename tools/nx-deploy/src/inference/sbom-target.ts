import type { TargetConfiguration } from '@nx/devkit';
import { packageInputs, pluginInputs, pluginName } from './plugin-inputs.ts';

const packages = ['tar-stream', '@cyclonedx/cyclonedx-library', 'packageurl-js', 'spdx-expression-parse'];

/** The list lies beside the archive that it describes; equal receipt, equal list. */
export function sbomTarget(workspaceRoot: string): TargetConfiguration {
  return {
    executor: `${pluginName}:sbom`,
    cache: true,
    dependsOn: ['docker-build'],
    inputs: [
      { dependentTasksOutputFiles: '**/receipt.json', transitive: false },
      ...pluginInputs(workspaceRoot, ['images', 'sbom', 'console']),
      ...packageInputs(workspaceRoot, packages),
    ],
    outputs: ['{workspaceRoot}/dist/images/{projectName}/sbom.cdx.json'],
    metadata: {
      technologies: ['docker'],
      description:
        'Lists the software in the image as CycloneDX: system and npm packages, bundled ones, and Node.',
    },
  };
}
