// One executor in a process of its own, which can be killed: OPTIONS as JSON, in the workspace of the shop.
//   node --import @swc-node/register/esm-register run-executor.mjs FOLDER EXECUTOR OPTIONS
import { execute } from './executors.mjs';

const [folder, name, options] = process.argv.slice(2);
process.exitCode = (await execute(name, JSON.parse(options), folder)) ? 0 : 1;
