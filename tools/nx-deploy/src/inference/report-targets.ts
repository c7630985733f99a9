import type { TargetConfiguration } from '@nx/devkit';
import { pluginName } from './plugin-inputs.ts';

const technologies = ['nx'];

/** What proves each task of the workspace's list; both look at files and are done at once, so neither is cached. */
export const reportTargets = (tasks: string): Record<string, TargetConfiguration> => ({
  'tasks-check': {
    executor: `${pluginName}:tasks-check`,
    options: { tasks },
    metadata: {
      technologies,
      description: 'Holds the files that the tasks of the list name against what it says of them.',
    },
  },
  report: {
    executor: `${pluginName}:report`,
    dependsOn: ['tasks-check', { target: 'verify', params: 'forward' }],
    options: { tasks },
    metadata: {
      technologies,
      description: 'Shows what proves each task of the list, and fails when one is not proven.',
    },
  },
});
