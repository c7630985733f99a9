import type { Cluster } from '../cluster/cluster.ts';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import type { Target } from '../cluster/provider.ts';
import type { Engine } from '../images/engine.ts';
import type { ChosenSecret } from '../secrets/choose-secret.ts';
import type { ReleaseValues } from './release-values.ts';
import type { ReleasedImage } from './rollout.ts';
import { defaultReadyWithinMs } from './watch-rollout.ts';

export interface DeployOptions extends ClusterOptions {
  /** The chart's folder. */
  chart: string;
  /** Which value holds which project's image. */
  apps: Record<string, string>;
  environment?: string;
  engine: Engine;
  values?: string;
  plan?: boolean;
  /** Brings the earlier revision back when this one fails. */
  rollback?: boolean;
  /** False: nothing is remembered for what follows a deploy in this workspace, as a trial in a corner of the cluster wants. */
  record?: boolean;
  /** Seconds after which a pod that runs and is not ready is given up. */
  readyWithin?: number;
}

/** One deploy: what is to run, and where. */
export interface Deploy {
  root: string;
  release: string;
  chart: string;
  target: Target;
  cluster: Cluster;
  values: ReleaseValues;
  images: ReleasedImage[];
  secret: ChosenSecret;
  options: DeployOptions;
  startedAt: Date;
}

export const readyWithinMs = ({ options }: Deploy): number =>
  options.readyWithin ? options.readyWithin * 1000 : defaultReadyWithinMs;

/** The command that does it once more. */
export function retryCommand({ release, target, cluster, options }: Deploy): string {
  const words = [`nx run ${release}:deploy-minikube`];
  if (target.provider === 'context') words.push(`--context ${target.context}`);
  else if (options.provider) words.push(`--provider ${options.provider}`);
  if (cluster.namespace !== release) words.push(`--namespace ${cluster.namespace}`);
  if (options.values) words.push(`--values ${options.values}`);
  return words.join(' ');
}
