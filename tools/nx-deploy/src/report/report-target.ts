import type { ExecutorContext } from '@nx/devkit';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { type Ledger, readLedger } from './ledger.ts';
import { makeReport } from './report.ts';
import { rowsOf } from './rows.ts';
import { readTaskList } from './task-list.ts';

export interface ReportOptions {
  /** The list, from the workspace's root. */
  tasks: string;
}

/** Fails when a task of the list is not proven. What is written is written after the run, when its times are known. */
export default executor<ReportOptions>(async ({ tasks }, context) => {
  const { root } = context;
  const { name } = projectOf(context);
  const list = await readTaskList(root, tasks);
  const doing = `Reporting on ${name}`;
  if (list.release !== name)
    throw new Failure({
      doing,
      wrong: `${tasks} is about ${list.release}.`,
      mend: `nx run ${list.release}:report`,
    });
  const report = await makeReport(root, list, withDependencies(await readLedger(root), context));
  const open = rowsOf(report).filter(({ result }) => result !== 'passed');
  if (open.length === 0) return;
  throw new Failure({
    doing,
    wrong: `${open.length} of ${rowsOf(report).length} tasks are not proven.`,
    mend: 'Correct what stands below; the report names the targets.',
    evidence: open.map(({ id, title, detail }) => `${id} ${title}: ${detail}`),
  });
});

/** A task runs only after all that it depends on has succeeded, in this very run. */
function withDependencies(ledger: Ledger, { taskGraph }: ExecutorContext): Ledger {
  const at = new Date().toISOString();
  const tasks = Object.keys(taskGraph?.tasks ?? {});
  return {
    ...ledger,
    ...Object.fromEntries(
      tasks.map((id) => [id, { ...ledger[id], outcome: 'succeeded', isCached: false, why: '', at }]),
    ),
  };
}
