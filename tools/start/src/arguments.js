import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Trouble } from './console.js';
import { root } from './workspace.js';

export const help = `npm run up -- [options]

Builds, starts and verifies Habit Tracker: on a cluster when there is one, on this machine otherwise.

  --embedded         run on this machine, whatever clusters there are
  --context NAME     deploy to this kubeconfig context
  --port 3000        the port you open (embedded)
  --api-port 8000    the backend's port (embedded)
  --data DIR         where the data is kept (embedded), .data in the workspace by default
  --demo             fill in an account with a year of history
  --help             this text`;

/**
 * @typedef {object} Options
 * @property {boolean} embedded
 * @property {string | undefined} context
 * @property {number} port
 * @property {number} apiPort
 * @property {string} data an absolute path
 * @property {boolean} demo
 * @property {boolean} help
 */

/**
 * @param {string[]} args
 * @returns {Options}
 */
export function readArguments(args) {
  const values = parse(args);
  if (values.embedded && values.context) throw new Trouble('--embedded and --context exclude each other.');
  const port = portOf('--port', values.port);
  const apiPort = portOf('--api-port', values['api-port']);
  if (port === apiPort) throw new Trouble(`--port and --api-port are both ${port}; they must differ.`);
  // npm changes to the workspace; a relative path means the folder that the user is in.
  const data = resolve(process.env.INIT_CWD ?? root, values.data ?? resolve(root, '.data'));
  return {
    embedded: values.embedded,
    context: values.context,
    port,
    apiPort,
    data,
    demo: values.demo,
    help: values.help,
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        embedded: { type: 'boolean', default: false },
        context: { type: 'string' },
        port: { type: 'string', default: '3000' },
        'api-port': { type: 'string', default: '8000' },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Trouble(`${/** @type {Error} */ (error).message}\n\n${help}`);
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function portOf(name, text) {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65_535) return port;
  throw new Trouble(`${name} must be a port, a number from 1 to 65535; “${text}” is not.`);
}
