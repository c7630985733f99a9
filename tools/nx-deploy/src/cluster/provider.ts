import { splitCommand } from '../tools/split-command.ts';
import { Failure } from '../console/failure.ts';

export type ProviderName = 'minikube' | 'kind' | 'context';

export interface ProviderWish {
  provider?: ProviderName;
  /** From the option. */
  context?: string;
  /** From the environment. */
  contextInEnvironment?: string;
  /** Command that puts an image archive on the nodes. */
  load?: string;
}

/** What is found on this machine; asked for only when it decides. */
export interface Machine {
  runningMinikubeProfiles(): Promise<string[]>;
  kindClusters(): Promise<string[]>;
  contexts(): Promise<string[]>;
}

export interface Target {
  provider: ProviderName;
  context: string;
  why: string;
  /** How an image archive reaches the nodes; the archive's path follows. */
  load: { command: string[]; text: string } | undefined;
}

const doing = 'Choosing the cluster';

/** A named context wins, then a running minikube, then kind; never the context that happens to be current. */
export async function chooseTarget(wish: ProviderWish, machine: Machine): Promise<Target> {
  const named = wish.context || wish.contextInEnvironment;
  if (named && wish.provider !== 'minikube' && wish.provider !== 'kind')
    return chooseContext(named, wish, machine);
  if (wish.provider === 'context')
    throw new Failure({
      doing,
      wrong: 'the provider is "context", but no context is named.',
      mend: 'Add --context NAME, or set NX_DEPLOY_CONTEXT.',
    });

  if (wish.provider !== 'kind') {
    const profile = pick('minikube', await machine.runningMinikubeProfiles(), named);
    if (profile)
      return minikube(profile, wish.provider ? 'asked for' : `its profile "${profile}" is running`, wish);
    if (wish.provider === 'minikube')
      throw new Failure({
        doing,
        wrong: named ? `minikube runs no profile "${named}".` : 'minikube is not running here.',
        mend: `Start it: minikube start${named ? ` --profile ${named}` : ''}`,
      });
  }
  const wanted = named?.replace(/^kind-/, '');
  const cluster = pick('kind', await machine.kindClusters(), wanted);
  if (cluster)
    return kind(
      cluster,
      wish.provider ? 'asked for' : `no minikube runs, and kind has the cluster "${cluster}"`,
      wish,
    );
  throw new Failure({
    doing,
    wrong:
      wish.provider === 'kind'
        ? `kind has no cluster${wanted ? ` "${wanted}"` : ''} here.`
        : 'neither minikube nor kind runs here, and no context is named.',
    mend:
      wish.provider === 'kind'
        ? 'Create one: kind create cluster'
        : 'Start one (minikube start, or kind create cluster), or name a context of your kubeconfig:\n--context NAME or NX_DEPLOY_CONTEXT=NAME',
  });
}

async function chooseContext(name: string, wish: ProviderWish, machine: Machine): Promise<Target> {
  const contexts = await machine.contexts();
  if (!contexts.includes(name))
    throw new Failure({
      doing,
      wrong: `the kubeconfig has no context "${name}".`,
      mend:
        contexts.length > 0
          ? `Name one of these: ${contexts.join(', ')}`
          : 'The kubeconfig holds no context at all. Is KUBECONFIG set?',
    });
  const why = wish.context ? 'named by --context' : 'named by NX_DEPLOY_CONTEXT';
  return { provider: 'context', context: name, why, load: given(wish) ?? (await knownLoader(name, machine)) };
}

/** A context that minikube, kind or a desktop engine made tells how images get there. */
async function knownLoader(name: string, machine: Machine): Promise<Target['load']> {
  if (name.startsWith('kind-')) return kind(name.slice(5), '', {}).load;
  if (/^(docker-desktop|orbstack|rancher-desktop)$/.test(name))
    return { command: ['docker', 'load', '--input'], text: 'docker load' };
  if ((await machine.runningMinikubeProfiles()).includes(name)) return minikube(name, '', {}).load;
  return undefined;
}

const minikube = (profile: string, why: string, wish: ProviderWish): Target => ({
  provider: 'minikube',
  context: profile,
  why,
  load: given(wish) ?? {
    command: ['minikube', '--profile', profile, 'image', 'load'],
    text: 'minikube image load',
  },
});

const kind = (cluster: string, why: string, wish: ProviderWish): Target => ({
  provider: 'kind',
  context: `kind-${cluster}`,
  why,
  load: given(wish) ?? {
    command: ['kind', 'load', 'image-archive', '--name', cluster],
    text: 'kind load image-archive',
  },
});

const given = ({ load }: ProviderWish): Target['load'] =>
  load ? { command: splitCommand(load), text: load } : undefined;

function pick(usual: string, found: string[], named: string | undefined): string | undefined {
  if (named) return found.find((name) => name === named);
  if (found.length <= 1 || found.includes(usual)) return found.includes(usual) ? usual : found[0];
  throw new Failure({
    doing,
    wrong: `${usual} runs several clusters: ${found.join(', ')}.`,
    mend: `Say which: --provider ${usual} --context NAME`,
  });
}
