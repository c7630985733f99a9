// The engine that the suites look into by themselves, beside what the targets say of it.
import { execFileSync, spawnSync } from 'node:child_process';

export const engineName = process.env.NX_DEPLOY_ENGINE || 'docker';

export const engine = (...args) =>
  execFileSync(engineName, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

export const engineHas = (image) =>
  spawnSync(engineName, ['image', 'inspect', image], { stdio: 'ignore' }).status === 0;

/** Of what was built, nothing may be left to begin from. */
export function forgetBuilds() {
  if (engineName === 'podman') engine('image', 'prune', '--force');
  else engine('builder', 'prune', '--force');
}

/** Removes these projects' names: an image that also has a name of somebody else stays. */
export function removeImages(projects) {
  for (const project of projects)
    for (const repository of [project, `apps-${project}`]) {
      const format = ['--format', '{{.Repository}}:{{.Tag}}'];
      const names = engine('image', 'ls', ...format, repository)
        .split('\n')
        .filter(Boolean);
      for (const name of names) spawnSync(engineName, ['image', 'rm', name], { stdio: 'ignore' });
    }
}
