import { executor } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { sayDone } from '../console/say.ts';
import { checkFiles } from './file-claims.ts';
import { claimsOf, readTaskList } from './task-list.ts';

export interface TasksCheckOptions {
  /** The list, from the workspace's root. */
  tasks: string;
}

/** Holds the files that the tasks of the list name against what the list says of them. */
export default executor<TasksCheckOptions>(async ({ tasks }, { root }) => {
  const claims = claimsOf(await readTaskList(root, tasks));
  const problems = [...new Set(await checkFiles(root, claims))];
  if (problems.length === 0) return sayDone(`${claims.length} claims about files hold`);
  throw new Failure({
    doing: `Checking the files that ${tasks} names`,
    wrong: `${problems.length} ${problems.length === 1 ? 'thing is' : 'things are'} not as the tasks say.`,
    mend: `Bring back what is missing, or correct ${tasks} if the task has changed.`,
    evidence: problems,
  });
});
