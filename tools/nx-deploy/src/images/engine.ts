import { Failure } from '../console/failure.ts';
import { findOnPath } from '../tools/find-on-path.ts';

/** What builds, holds and runs images on this machine. Both take the same commands for most of what is asked here. */
export type Engine = 'docker' | 'podman';

const engines: Engine[] = ['docker', 'podman'];
const variable = 'NX_DEPLOY_ENGINE';

const help: Record<Engine, { wrong: string; mend: string }> = {
  docker: {
    wrong: 'docker is not installed, or not on the PATH.',
    mend: 'Install Docker (https://docs.docker.com/get-docker/) and start it; or install podman, which is then used.',
  },
  podman: {
    wrong: 'podman is not installed, or not on the PATH.',
    mend: `Install podman (https://podman.io/docs/installation), or choose docker: ${variable}=docker`,
  },
};

/**
 * The variable wins over the workspace's option. Where neither speaks it is docker, unless podman alone is here: so
 * a machine without any engine shares the cache with those that have docker.
 */
export function chooseEngine(option?: string, environment: NodeJS.ProcessEnv = process.env): Engine {
  const chosen = environment[variable] || option;
  if (!chosen) {
    const path = environment['PATH'];
    return !findOnPath('docker', path) && findOnPath('podman', path) ? 'podman' : 'docker';
  }
  const known = engines.find((name) => name === chosen);
  if (known) return known;
  throw new Error(
    `Choosing the engine failed: "${chosen}" is none. Set ${variable}, or the option "engine" of the plugin in nx.json, to ${engines.join(' or ')}.`,
  );
}

/** Fails before anything is begun that needs the engine. */
export function requireEngine(engine: Engine, doing: string, retry: string): void {
  if (!findOnPath(engine)) throw new Failure({ doing, ...absence(engine, retry) });
  const asked = process.env[variable];
  // The targets were inferred by a daemon that was started with another choice.
  if (asked && asked !== engine)
    throw new Failure({
      doing,
      wrong: `${variable} asks for ${asked}, but the targets were made for ${engine}.`,
      mend: `Let nx infer them anew: nx daemon --stop\nThen: ${retry}`,
    });
}

export const absence = (engine: Engine, retry: string) => ({
  wrong: help[engine].wrong,
  mend: `${help[engine].mend}\nThen: ${retry}`,
});
