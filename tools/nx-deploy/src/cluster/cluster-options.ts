import { Failure } from '../console/failure.ts';
import type { ProviderName, ProviderWish } from './provider.ts';

/** The options that deploying, verifying and uninstalling share. */
export interface ClusterOptions {
  provider?: ProviderName;
  context?: string;
  load?: string;
  namespace?: string;
}

/** An option wins over the environment. */
export function providerWish(options: ClusterOptions, environment: NodeJS.ProcessEnv): ProviderWish {
  const contextInEnvironment = environment['NX_DEPLOY_CONTEXT'];
  const load = options.load ?? environment['NX_DEPLOY_LOAD'];
  // A context that an option names may be of any provider.
  const provider = options.provider ?? (options.context ? undefined : providerIn(environment));
  return {
    ...(provider ? { provider } : {}),
    ...(options.context ? { context: options.context } : {}),
    ...(contextInEnvironment ? { contextInEnvironment } : {}),
    ...(load ? { load } : {}),
  };
}

function providerIn({ NX_DEPLOY_PROVIDER: name }: NodeJS.ProcessEnv): ProviderName | undefined {
  if (!name) return undefined;
  if (name === 'minikube' || name === 'kind' || name === 'context') return name;
  throw new Failure({
    doing: 'Choosing the cluster',
    wrong: `NX_DEPLOY_PROVIDER is "${name}".`,
    mend: 'Set it to minikube, kind or context, or remove it.',
  });
}
