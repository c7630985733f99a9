import type { TargetConfiguration } from '@nx/devkit';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isProjectService } from '../containers/container-needs.ts';
import type { ContainerTestOptions } from '../containers/container-test.ts';
import type { Engine } from '../images/engine.ts';
import type { ResolvedOptions } from '../plugin-options.ts';
import { packageInputs, pluginInputs, pluginName } from './plugin-inputs.ts';

export interface ServiceProject {
  name: string;
  root: string;
}

/** Keyed by the images, the engine and what the projects declare: the same image is not tested twice. */
export function containerTestTarget(
  declared: Partial<ContainerTestOptions>,
  options: ResolvedOptions,
  workspaceRoot: string,
  services: ServiceProject[],
): TargetConfiguration {
  const { engine } = options;
  const needed = Object.values(declared.services ?? {});
  const projects = needed.filter(isProjectService).map(({ project }) => project);
  const images = needed.flatMap((service) => (isProjectService(service) ? [] : [service.image]));
  const files = services
    .filter(({ name }) => projects.includes(name))
    .flatMap(({ root }) => [`${root}/package.json`, `${root}/project.json`])
    .filter((file) => existsSync(join(workspaceRoot, file)));
  return {
    executor: `${pluginName}:container-test`,
    cache: true,
    dependsOn: [
      'docker-load',
      ...(projects.length > 0 ? [{ projects, target: 'docker-load' }] : []),
      ...(declared.journey ? options.journeyDependsOn : []),
    ],
    inputs: [
      { dependentTasksOutputFiles: '**/receipt.json', transitive: true },
      // The journey.
      { dependentTasksOutputFiles: '**/*', transitive: false },
      ...files.map((file) => `{workspaceRoot}/${file}`),
      { runtime: engineVersion(engine) },
      ...images.filter(isImageName).map((image) => ({
        runtime: `${engine} image inspect --format "{{.Id}}" ${image} || echo absent`,
      })),
      ...pluginInputs(workspaceRoot, ['containers', 'console', 'images', 'verify']),
      ...packageInputs(workspaceRoot, []),
    ],
    outputs: [],
    options: { engine, ...(options.journey ? { journeyCommand: options.journey } : {}) },
    metadata: {
      technologies: ['docker'],
      description: 'Starts the image as the strictest cluster would, and uses, refuses and stops it.',
    },
  };
}

const engineVersion = (engine: Engine): string =>
  `${engine === 'docker' ? 'docker version --format "{{json .Server}}"' : 'podman version'} || echo none`;

// It becomes part of a command.
const isImageName = (text: string): boolean => /^[\w./:@-]+$/.test(text);
