/** For tests of a workspace's own list of tasks. */
export { workspaceRoot } from '@nx/devkit';
export { readLedger } from './ledger.ts';
export { makeReport } from './report.ts';
export { type Row, rowsOf } from './rows.ts';
export { readTaskList, targetsOf } from './task-list.ts';
