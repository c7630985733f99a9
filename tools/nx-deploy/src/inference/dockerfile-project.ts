import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ResolvedOptions } from '../plugin-options.ts';
import { containerTestTarget, type ServiceProject } from './container-test-target.ts';
import { dockerPublishTarget } from './docker-publish-target.ts';
import type { Host } from './host.ts';
import { imageCheckTargets } from './image-check-targets.ts';
import { packageInputs, pluginInputs, pluginName, secretRules } from './plugin-inputs.ts';
import { readDeclaredProject } from './project-file.ts';
import { sbomTarget } from './sbom-target.ts';

/** A folder with a Dockerfile is a service: its image is built, and can be put into the local engine. */
export function inferDockerfileProject(
  dockerfile: string,
  options: ResolvedOptions,
  workspaceRoot: string,
  host: Host,
  services: ServiceProject[] = [],
): ProjectConfiguration {
  const root = dirname(dockerfile);
  const project = readDeclaredProject(workspaceRoot, root);
  return {
    root,
    ...(project.isDeclared ? {} : { name: project.name }),
    targets: {
      'docker-build': dockerBuild(dockerfile, options, workspaceRoot, host),
      'docker-load': {
        executor: `${pluginName}:docker-load`,
        dependsOn: ['docker-build'],
        options: { engine: options.engine },
        metadata: {
          technologies: ['docker'],
          description: 'Puts the image into the local engine, when it does not hold exactly this one.',
        },
      },
      ...imageCheckTargets(workspaceRoot, options),
      sbom: sbomTarget(workspaceRoot),
      'container-test': containerTestTarget(project.containerTest, options, workspaceRoot, services),
      'docker-publish': dockerPublishTarget(),
      // Completes the target of @nx/docker, which takes the image for present.
      'docker-run': { dependsOn: ['docker-load'] },
    },
  };
}

function dockerBuild(
  dockerfile: string,
  options: ResolvedOptions,
  workspaceRoot: string,
  host: Host,
): TargetConfiguration {
  const root = dirname(dockerfile);
  const swaps = host.buildsForImages && canSwapBuildStage(dockerfile, workspaceRoot);
  const lockFile = ['package-lock.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'].find((name) =>
    existsSync(join(workspaceRoot, name)),
  );
  // What the Dockerfile compiles by itself it reads from the whole workspace.
  const compiled = [
    'default',
    '^default',
    '{workspaceRoot}/.dockerignore',
    '{workspaceRoot}/package.json',
    ...(lockFile ? [`{workspaceRoot}/${lockFile}`] : []),
  ];
  const swapped = [`{workspaceRoot}/${dockerfile}`, { dependentTasksOutputFiles: '**/*', transitive: false }];
  return {
    executor: `${pluginName}:docker-build`,
    cache: true,
    dependsOn: swaps ? ['build'] : [],
    inputs: [
      ...(swaps ? swapped : compiled),
      // The receipt shows no secret, as far as the rules know them.
      ...pluginInputs(workspaceRoot, ['images', 'leaks']),
      ...packageInputs(workspaceRoot, ['dockerfile-ast', 'tar-stream', ...secretRules]),
      ...(existsSync(join(workspaceRoot, 'node_modules/@nx-tools/nx-container'))
        ? [{ externalDependencies: ['@nx-tools/nx-container'] }]
        : []),
    ],
    outputs: ['image.tar', 'receipt.json', 'bases.json'].map(
      (file) => `{workspaceRoot}/dist/images/{projectName}/${file}`,
    ),
    options: {
      dockerfile,
      // Part of the options, and so of the hash: one cache may serve machines of two kinds.
      platform: host.platform,
      // So is the engine: two of them need not make the same image.
      engine: options.engine,
      ...(swaps ? { buildOutput: options.buildOutput.replace('{projectRoot}', root) } : {}),
      ...(options.builder ? { builder: options.builder } : {}),
      ...(options.environment ? { environment: options.environment } : {}),
    },
    metadata: {
      technologies: ['docker'],
      description: swaps
        ? 'Builds the image archive and its receipt from the output of build; nothing compiles twice.'
        : 'Builds the image archive and its receipt; the Dockerfile compiles by itself.',
    },
  };
}

function canSwapBuildStage(dockerfile: string, workspaceRoot: string): boolean {
  const hasStage = /^FROM\s+.+\s+AS\s+build\s*$/im.test(
    readFileSync(join(workspaceRoot, dockerfile), 'utf8'),
  );
  return hasStage && readDeclaredProject(workspaceRoot, dirname(dockerfile)).targets.has('build');
}
