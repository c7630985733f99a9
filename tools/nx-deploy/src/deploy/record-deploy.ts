import type { Deploy } from './deploy.ts';
import type { Decision } from './decide.ts';
import { type DeployReceipt, writeDeployReceipt } from './deploy-receipt.ts';
import type { Release } from './release.ts';

export async function record({ root, options }: Deploy, receipt: DeployReceipt): Promise<void> {
  if (options.record !== false) await writeDeployReceipt(root, receipt);
}

/** What is known of a deploy when its release is the living one. */
export const receiptOf = (
  { target, cluster, release, images, options, startedAt }: Deploy,
  { mustSend, reasons }: Decision,
  living: Release | undefined,
): DeployReceipt => ({
  provider: target.provider,
  context: target.context,
  namespace: cluster.namespace,
  release,
  revision: living?.revision ?? 0,
  deployedAt: living?.deployedAt ?? '',
  images,
  ...(options.values ? { values: options.values } : {}),
  startedAt: startedAt.toISOString(),
  sent: mustSend,
  reasons,
});
