import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Where the app is to run, and why, in words.
 * @typedef {{ where: 'embedded', why: string } | { where: 'cluster', target: string, env: NodeJS.ProcessEnv, why: string }} Place
 */

/**
 * A cluster that was named wins; then a running minikube, then kind; else this machine.
 * @param {{ embedded: boolean, context: string | undefined }} options
 * @param {NodeJS.ProcessEnv} settings
 * @param {(command: string, args: string[]) => Promise<string | undefined>} ask gives the output, or undefined when the
 *   command is not there; a failing one gives what it printed
 * @returns {Promise<Place>}
 */
export async function choosePlace(options, settings, ask = askCommand) {
  if (options.embedded) return { where: 'embedded', why: '--embedded was given' };
  const context = options.context ?? settings.NX_DEPLOY_CONTEXT;
  if (context) {
    const why = options.context ? '--context was given' : 'NX_DEPLOY_CONTEXT is set';
    return { where: 'cluster', target: `context ${context}`, env: { NX_DEPLOY_CONTEXT: context }, why };
  }
  const minikube = await ask('minikube', ['status', '--output', 'json']);
  if (minikube !== undefined && isRunning(minikube)) {
    return {
      where: 'cluster',
      target: 'minikube',
      env: { NX_DEPLOY_PROVIDER: 'minikube' },
      why: 'minikube is running',
    };
  }
  const kind = await ask('kind', ['get', 'clusters', '--quiet']);
  if (kind?.trim()) {
    return {
      where: 'cluster',
      target: 'kind',
      env: { NX_DEPLOY_PROVIDER: 'kind' },
      why: 'kind has a cluster',
    };
  }
  const reasons = [
    minikube === undefined ? 'minikube is not installed' : 'minikube is not running (minikube start)',
    kind === undefined ? 'kind is not installed' : 'kind has no cluster (kind create cluster)',
  ];
  return { where: 'embedded', why: reasons.join(', ') };
}

/** @param {string} status minikube's own JSON: one object, or one per node */
function isRunning(status) {
  try {
    const nodes = [JSON.parse(status)].flat();
    return nodes.some((node) => node.Host === 'Running' && node.APIServer === 'Running');
  } catch {
    return false;
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
async function askCommand(command, args) {
  try {
    return (await promisify(execFile)(command, args, { timeout: 20_000 })).stdout;
  } catch (error) {
    const { code, stdout } = /** @type {{ code?: string | number, stdout?: string }} */ (error);
    return code === 'ENOENT' ? undefined : (stdout ?? '');
  }
}
