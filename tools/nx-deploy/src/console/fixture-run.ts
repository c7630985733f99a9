import type { ExecutorContext } from '@nx/devkit';
import type { Executor } from './executor.ts';

export interface FixtureRun {
  success: boolean;
  /** All that a person would see. */
  shown: string;
}

/** Runs an executor on a project of a workspace as nx would, for specs. */
export async function runExecutor<Options>(
  execute: Executor<Options>,
  options: Options,
  workspaceRoot: string,
  project: string,
): Promise<FixtureRun> {
  const lines: string[] = [];
  const { log, error } = console;
  console.log = console.error = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
  const context = {
    root: workspaceRoot,
    cwd: workspaceRoot,
    isVerbose: false,
    projectName: project,
    projectsConfigurations: { version: 2, projects: { [project]: { root: `apps/${project}` } } },
    nxJsonConfiguration: {},
    projectGraph: { nodes: {}, dependencies: {} },
  } satisfies ExecutorContext;
  try {
    const { success } = await execute(options, context);
    return { success, shown: lines.join('\n') };
  } finally {
    console.log = log;
    console.error = error;
  }
}
