import type { ExecutorContext } from '@nx/devkit';
import { Failure, renderFailure } from './failure.ts';

export type Executor<Options> = (options: Options, context: ExecutorContext) => Promise<{ success: boolean }>;

/** Turns work that throws into an executor that explains. Only a defect of the plugin shows a stack. */
export function executor<Options>(
  work: (options: Options, context: ExecutorContext) => Promise<void>,
): Executor<Options> {
  return async (options, context) => {
    try {
      await work(options, context);
      return { success: true };
    } catch (error) {
      console.error(error instanceof Failure ? renderFailure(error.parts) : error);
      return { success: false };
    }
  };
}

export function projectOf(context: ExecutorContext): { name: string; root: string } {
  const name = context.projectName;
  const root = name && context.projectsConfigurations.projects[name]?.root;
  if (!name || root === undefined) throw new Error('This executor runs on a project, through nx.');
  return { name, root };
}
