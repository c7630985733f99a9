import { say, sayDone, sayWhileWaiting } from '../console/say.ts';
import { Failure } from '../console/failure.ts';
import { run } from '../console/run.ts';
import { findOnPath } from '../tools/find-on-path.ts';
import type { Machine, ProviderWish } from './provider.ts';

/** A cluster that has to be made or started before anything can be deployed. */
export interface MissingCluster {
  command: string[];
  text: string;
}

/** Where a deploy is to go to minikube or kind and none runs, starts one. A named context is never started. */
export async function ensureCluster(wish: ProviderWish, machine: Machine): Promise<void> {
  const missing = await findMissingCluster(wish, machine, (program) => findOnPath(program) !== undefined);
  if (!missing) return;
  const { command, text } = missing;
  const [program = '', ...args] = command;
  say(`Starting ${text}: ${command.join(' ')}`);
  const { code, stdout, stderr } = await sayWhileWaiting(
    `${text} is still starting`,
    run(program, args),
    15_000,
  );
  if (code !== 0)
    throw new Failure({
      doing: `Starting ${text}`,
      wrong: `${program} ended with code ${code}.`,
      mend: `Correct what it says, then try it alone: ${command.join(' ')}`,
      evidence: `${stdout}\n${stderr}`.trim().split('\n').slice(-8),
    });
  sayDone(`${text} runs`);
}

/** @param isInstalled whether a program of that name is on PATH */
export async function findMissingCluster(
  wish: ProviderWish,
  machine: Machine,
  isInstalled: (program: string) => boolean,
): Promise<MissingCluster | undefined> {
  const named = wish.context ?? wish.contextInEnvironment;
  const { provider } = wish;
  if (provider === 'context' || (named && !provider)) return undefined;
  if (provider === 'kind') {
    if (!isInstalled('kind')) throw notInstalled('kind', 'https://kind.sigs.k8s.io');
    const clusters = await machine.kindClusters();
    const name = named?.replace(/^kind-/, '');
    const isThere = name ? clusters.includes(name) : clusters.length > 0;
    return isThere ? undefined : kindCluster(name ?? 'kind');
  }
  if (provider === 'minikube' && !isInstalled('minikube'))
    throw notInstalled('minikube', 'https://minikube.sigs.k8s.io');
  if (!isInstalled('minikube')) return undefined;
  const profiles = await machine.runningMinikubeProfiles();
  if (named ? profiles.includes(named) : profiles.length > 0) return undefined;
  if (!provider && (await machine.kindClusters()).length > 0) return undefined;
  return minikubeProfile(named ?? 'minikube');
}

// The metrics server tells what the pods use, and an autoscaler needs it.
const minikubeProfile = (name: string): MissingCluster => ({
  command: ['minikube', 'start', '--profile', name, '--addons', 'metrics-server', '--interactive=false'],
  text: `minikube's profile "${name}"`,
});

const kindCluster = (name: string): MissingCluster => ({
  command: ['kind', 'create', 'cluster', '--name', name, '--wait', '2m'],
  text: `kind's cluster "${name}"`,
});

const notInstalled = (program: string, home: string): Failure =>
  new Failure({
    doing: 'Choosing the cluster',
    wrong: `the provider is "${program}", and there is no program of that name on PATH.`,
    mend: `Install it (${home}), or name a context of your kubeconfig: --context NAME`,
  });
