export { createNodesV2, createNodesV2 as createNodes } from './inference/create-nodes.ts';
export { postTasksExecution } from './report/keep-report.ts';
export type { PluginOptions } from './plugin-options.ts';
