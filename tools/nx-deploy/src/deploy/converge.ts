import { Failure } from '../console/failure.ts';
import { say, sayDone } from '../console/say.ts';
import { since } from '../console/units.ts';
import { type KubeObject, named } from '../kubernetes/kubernetes-objects.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { writeSecret } from '../secrets/release-secret.ts';
import { type Deploy, readyWithinMs, retryCommand } from './deploy.ts';
import type { DeployLock } from './deploy-lock.ts';
import {
  isReceiptOf,
  keepTimes,
  readDeployReceipt,
  type ReadyRevision,
  receiptOfReturn,
} from './deploy-receipt.ts';
import { compareWithLive, undoDrift } from './drift.ts';
import { explainProblem } from './explain-problem.ts';
import { handOverReplicas } from './hand-over-replicas.ts';
import { hiddenValues, type Surroundings } from './look-around.ts';
import { ensureBuiltImages, ensureOtherImages } from './node-images.ts';
import { receiptOf, record } from './record-deploy.ts';
import { isSameRevision, readRelease } from './release.ts';
import { findWayBack, returnTo, withState } from './return-to.ts';
import { sendRelease, withValuesFile } from './send-release.ts';
import { watchRollout } from './watch-rollout.ts';

/** Makes the cluster what it should be, or as it was. Returns what is ready. */
export async function converge(
  deploy: Deploy,
  found: Surroundings,
  lock: DeployLock,
  noteReady: (revision: ReadyRevision) => void,
): Promise<ReadyRevision> {
  const { root, cluster, release, options } = deploy;
  const { decision, liveRelease } = found;
  for (const reason of decision.reasons) say(`To do: ${reason}`);
  await ensureBuiltImages(deploy, deploy.images, { always: decision.runsOtherContent });
  await ensureOtherImages(deploy, deploy.images, decision.objects);
  lock.assertHeld();
  const before = await readDeployReceipt(root, release);
  const wayBack = liveRelease && (await findWayBack(cluster, release, lock.ready));
  try {
    return await bringUp(deploy, found, lock);
  } catch (failure) {
    const living = await readRelease(cluster, release).catch(() => undefined);
    if (options.rollback === false || !living) throw failure;
    if (!wayBack)
      throw withState(failure, 'there is no earlier revision to go back to, so it is left as it is.');
    const { revision } = wayBack;
    if (isSameRevision(wayBack, living))
      throw withState(failure, `nothing was sent; revision ${revision} is the living one as before.`);
    if (failure instanceof Failure) say(`✖ ${failure.message}`);
    const ready = await goBack(deploy, found, revision).catch((error: unknown) => {
      const why = error instanceof Failure ? error.message : String(error);
      throw withState(failure, `revision ${revision} could not be brought back either: ${why}`);
    });
    noteReady(ready);
    if (before && isReceiptOf(before, cluster) && isSameRevision(before, wayBack))
      await record(deploy, receiptOfReturn(before, ready));
    throw withState(failure, `rolled back: revision ${revision} runs again and is ready.`);
  }
}

/** Sends what has to be sent, and waits until all pods are ready. */
async function bringUp(deploy: Deploy, found: Surroundings, lock: DeployLock): Promise<ReadyRevision> {
  const { root, cluster, release, startedAt } = deploy;
  const { decision } = found;
  let sentAt = new Date();
  if (decision.mustSend) sentAt = await send(deploy, found);
  for (const name of decision.workloadsToRestart) {
    await cluster.kubectl('Restarting', ['rollout', 'restart', name.toLowerCase().replace(' ', '/')]);
    sayDone(`Restarted ${name}, which read the settings that were changed in the cluster`);
  }
  if (decision.podsToRenew.length > 0)
    await cluster.kubectl('Renewing pods', ['delete', 'pod', ...decision.podsToRenew, '--wait=false']);

  const { problem } = await watchRollout(cluster, decision.objects, {
    since: sentAt.getTime(),
    readyWithinMs: readyWithinMs(deploy),
  });
  if (problem)
    throw await explainProblem(cluster, problem, retryCommand(deploy), hiddenValues(deploy, found));
  const receipt = receiptOf(deploy, decision, await readRelease(cluster, release));
  const recorded = decision.mustSend
    ? { ...receipt, sentAt: sentAt.toISOString(), readyAt: new Date().toISOString() }
    : await keepTimes(root, receipt, async () => lock.ready);
  await record(deploy, recorded);
  sayDone(`${release} runs in ${cluster.namespace}, revision ${receipt.revision} (${since(startedAt)})`);
  const { revision, deployedAt, sentAt: sent, readyAt } = recorded;
  return {
    revision,
    deployedAt,
    ...(sent && readyAt ? { times: { startedAt: recorded.startedAt, sentAt: sent, readyAt } } : {}),
  };
}

async function send(deploy: Deploy, found: Surroundings): Promise<Date> {
  const { cluster, release, secret } = deploy;
  const { decision, liveSecret, secrets } = found;
  let { checksum } = liveSecret;
  if (secret.madeBy === 'deploy' && (decision.secretChanges.length > 0 || !liveSecret.exists)) {
    ({ checksum } = await writeSecret(cluster, secret.name, secrets, liveSecret));
    const made = secrets.generated.length > 0 ? `; made for you: ${secrets.generated.join(', ')}` : '';
    sayDone(`Wrote the Secret ${secret.name}${made}`);
  }
  // helm leaves what others added as it is. Undone before, it costs one rollout; what a changed chart leaves, later.
  if (!decision.isChanged) await undoDrift(cluster, decision.drifts);
  await handOverReplicas(cluster, withoutMissing(found), decision.objects);
  const sentAt = new Date();
  await withValuesFile(deploy, checksum, (valuesArgs) =>
    sendRelease(deploy, {
      valuesArgs,
      hooks: decision.hooks,
      readyWithinMs: readyWithinMs(deploy),
      retry: retryCommand(deploy),
      hidden: hiddenValues(deploy, found),
    }),
  );
  // Written down before the pods are watched: a deploy that gives up, or is stopped, was sent all the same.
  const sent = await readRelease(cluster, release);
  await record(deploy, {
    ...receiptOf(deploy, decision, sent),
    sentAt: sentAt.toISOString(),
  });
  if (sent && decision.isChanged) await undoLeftovers(deploy, sent.manifest);
  return sentAt;
}

/** What the living release says of the objects that are still there. */
function withoutMissing({ liveRelease, decision }: Surroundings): KubeObject[] {
  const missing = decision.drifts.filter(({ fields }) => !fields).map(({ object }) => object);
  return parseManifest(liveRelease?.manifest ?? '').filter((object) => !missing.includes(named(object)));
}

/** Fields that the new chart has no more and somebody else wrote too, or that were added, survive what helm sends. */
async function undoLeftovers({ cluster, release }: Deploy, manifest: string): Promise<void> {
  const wanted = parseManifest(manifest);
  const { drifts } = await compareWithLive(cluster, { release, manifest, wanted });
  const undone = await undoDrift(cluster, drifts);
  if (undone.length > 0) sayDone(`Removed what others had added to ${undone.join(', ')}`);
}

async function goBack(
  deploy: Deploy,
  found: Surroundings,
  revision: number,
): Promise<Required<ReadyRevision>> {
  const { cluster, release, secret } = deploy;
  const { liveSecret, secrets, decision } = found;
  if (secret.madeBy === 'deploy' && liveSecret.exists && decision.secretChanges.length > 0) {
    const { values, derived } = liveSecret;
    await writeSecret(cluster, secret.name, { ...secrets, values, derived });
    sayDone(`Wrote the Secret ${secret.name} as it was`);
  }
  return returnTo(cluster, release, {
    revision,
    readyWithinMs: readyWithinMs(deploy),
    retry: retryCommand(deploy),
    hidden: hiddenValues(deploy, found),
  });
}
