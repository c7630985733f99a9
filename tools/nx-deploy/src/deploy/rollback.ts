import { connectCluster } from '../cluster/cluster.ts';
import { providerWish } from '../cluster/cluster-options.ts';
import { inspectMachine } from '../cluster/machine.ts';
import { chooseTarget } from '../cluster/provider.ts';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone } from '../console/say.ts';
import verify, { type VerifyOptions } from '../verify/verify.ts';
import { takeDeployLock } from './deploy-lock.ts';
import {
  type DeployReceipt,
  isReceiptOf,
  readVerifiedReceipt,
  type ReadyRevision,
  receiptOfReturn,
  writeDeployReceipt,
} from './deploy-receipt.ts';
import { isSameRevision, readHistory, type RevisionId } from './release.ts';
import { returnTo } from './return-to.ts';
import { finishUnfinished } from './unfinished-release.ts';
import { defaultReadyWithinMs } from './watch-rollout.ts';

/** Returns to what was verified last, and verifies it again. */
export default executor<VerifyOptions>(async (options, context) => {
  const { root } = context;
  const release = projectOf(context).name;
  const doing = `Rolling ${release} back`;
  const target = await chooseTarget(providerWish(options, process.env), inspectMachine(root));
  say(`Context ${target.context} (${target.why})`);
  const cluster = await connectCluster(root, target.context, options.namespace ?? release);
  const verified = await readVerifiedReceipt(root, release);
  if (!verified || !isReceiptOf(verified, cluster))
    throw new Failure({
      doing,
      wrong: `nothing in ${cluster.namespace} on "${cluster.context}" was verified from this workspace.`,
      mend: `See which revisions there are: helm history ${release} --namespace ${cluster.namespace} --kube-context ${cluster.context}`,
    });

  const lock = await takeDeployLock(cluster, release);
  let ready: Required<ReadyRevision> | undefined;
  try {
    const living = await finishUnfinished(cluster, release, { isAbandoned: lock.isTakenOver });
    if (living && isSameRevision(living, verified) && living.status === 'deployed')
      say(`Revision ${living.revision}, which is running, was verified last; there is nothing to go back to`);
    else {
      await assertRemembered(doing, await readHistory(cluster, release), verified);
      ready = await returnTo(cluster, release, {
        revision: verified.revision,
        readyWithinMs: defaultReadyWithinMs,
        retry: `nx run ${release}:rollback`,
        hidden: [],
      });
      await writeDeployReceipt(root, receiptOfReturn(verified, ready));
    }
  } finally {
    await lock.release(ready);
  }
  const { success } = await verify(options, context);
  if (!success)
    throw new Failure({
      doing,
      wrong: `revision ${verified.revision} runs again, but does not do what it did when it was verified.`,
      mend: `Correct what is named above, then: nx run ${release}:verify`,
    });
  if (ready) sayDone(`${release} is back at what was verified as revision ${verified.revision}`);
});

function assertRemembered(doing: string, history: RevisionId[], verified: DeployReceipt): void {
  if (history.some((revision) => isSameRevision(revision, verified))) return;
  const built = verified.images.map(({ image }) => image).join(', ');
  throw new Failure({
    doing,
    wrong: `helm does not remember revision ${verified.revision} any more.`,
    mend: `Check out the commit that built ${built || 'it'}, then: nx run ${verified.release}:deploy-minikube`,
  });
}
