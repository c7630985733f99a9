import type { PostTasksExecution } from '@nx/devkit';
import type { PluginOptions } from '../plugin-options.ts';
import { say, sayNote } from '../console/say.ts';
import { Failure } from '../console/failure.ts';
import { keepLedger } from './ledger.ts';
import { renderTerminal } from './render-terminal.ts';
import { makeReport, writeReport } from './report.ts';
import { readTaskList } from './task-list.ts';

/**
 * After every run of nx: notes how its tasks ended. A run on the way to a release ends with the report, also and above
 * all when it failed; no task could write it then.
 */
export const postTasksExecution: PostTasksExecution<PluginOptions> = async (options, context) => {
  if (!options?.tasks || Object.keys(context.taskResults).length === 0) return;
  const { workspaceRoot: root } = context;
  try {
    const ledger = await keepLedger(context);
    const list = await readTaskList(root, options.tasks);
    const { release, phases } = list;
    const onTheWay = [`${release}:verify`, `${release}:report`, ...phases.map(({ target }) => target)];
    if (!onTheWay.some((target) => target in context.taskResults)) return;
    const report = await makeReport(root, list, ledger);
    const file = await writeReport(root, report);
    console.log(renderTerminal(report));
    say(`The report is ${file}`);
  } catch (error) {
    // The tasks have ended as they have; a report that cannot be written changes nothing about it.
    sayNote(`No report was written. ${error instanceof Failure ? error.message : String(error)}`);
  }
};
