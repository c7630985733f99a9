import { type ClusterOptions, providerWish } from '../cluster/cluster-options.ts';
import { Failure } from '../console/failure.ts';
import type { DeployReceipt } from './deploy-receipt.ts';

/** The options name what to look at, and the receipt what was deployed: they must be the same. */
export function refuseOtherTarget(doing: string, options: ClusterOptions, receipt: DeployReceipt): void {
  const { context, contextInEnvironment } = providerWish(options, process.env);
  const wanted = context ?? contextInEnvironment;
  const isOther =
    (wanted !== undefined && wanted !== receipt.context && `kind-${wanted}` !== receipt.context) ||
    (options.namespace !== undefined && options.namespace !== receipt.namespace);
  if (isOther)
    throw new Failure({
      doing,
      wrong: `the last deploy went to ${receipt.namespace} on "${receipt.context}", not to what is named now.`,
      mend: `Deploy there first: nx run ${receipt.release}:deploy-minikube${wanted ? ` --context ${wanted}` : ''}`,
    });
}
