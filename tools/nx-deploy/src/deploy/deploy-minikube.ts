import { join } from 'node:path';
import { type Cluster, connectCluster } from '../cluster/cluster.ts';
import { type ClusterOptions, providerWish } from '../cluster/cluster-options.ts';
import { ensureCluster } from '../cluster/ensure-cluster.ts';
import { inspectMachine } from '../cluster/machine.ts';
import { ensureNamespace } from '../cluster/namespace.ts';
import { chooseTarget, type Target } from '../cluster/provider.ts';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone, sayNote } from '../console/say.ts';
import { seconds } from '../console/units.ts';
import type { Engine } from '../images/engine.ts';
import { type KubeObject, named } from '../kubernetes/kubernetes-objects.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { chooseSecret, type ChosenSecret, listSecretsInValues } from '../secrets/choose-secret.ts';
import { writeSecret } from '../secrets/release-secret.ts';
import { type DeployLock, readReady, takeDeployLock } from './deploy-lock.ts';
import {
  type DeployReceipt,
  keepTimes,
  readDeployReceipt,
  type ReadyRevision,
  receiptOfReturn,
  writeDeployReceipt,
} from './deploy-receipt.ts';
import { compareWithLive, undoDrift } from './drift.ts';
import { explainProblem } from './explain-problem.ts';
import { handOverReplicas } from './hand-over-replicas.ts';
import { lookAround, type Surroundings } from './look-around.ts';
import { ensureBuiltImages, ensureOtherImages } from './node-images.ts';
import { sayPlan } from './plan.ts';
import { readRelease, type Release } from './release.ts';
import { readBuiltImages } from './built-images.ts';
import { BusyRelease } from './render-release.ts';
import { readReleaseValues, type ReleaseValues } from './release-values.ts';
import { findWayBack, returnTo, withState } from './return-to.ts';
import type { ReleasedImage } from './rollout.ts';
import { sendRelease, withValuesFile } from './send-release.ts';
import { finishUnfinished } from './unfinished-release.ts';
import { defaultReadyWithinMs, watchRollout } from './watch-rollout.ts';

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

export default executor<DeployOptions>(async (options, context) => {
  const startedAt = new Date();
  const { root } = context;
  const release = projectOf(context).name;
  const wish = providerWish(options, process.env);
  const machine = inspectMachine(root);
  if (!options.plan) await ensureCluster(wish, machine);
  const target = await chooseTarget(wish, machine);
  say(`Context ${target.context} (${target.why})`);

  const [cluster, values] = await Promise.all([
    connectCluster(root, target.context, options.namespace ?? release),
    readReleaseValues(root, options.chart, options.values ?? 'values-local.yaml'),
  ]);
  const deploy: Deploy = {
    root,
    release,
    chart: join(root, options.chart),
    target,
    cluster,
    values,
    images: await readBuiltImages(root, options.apps, values),
    secret: chooseSecret(release, values),
    options,
    startedAt,
  };

  const found = await lookAround(deploy).catch((error: unknown) => {
    if (options.plan || !(error instanceof BusyRelease)) throw error;
    return undefined;
  });
  for (const name of found?.secrets.overruled ?? [])
    sayNote(`${name} in .env or the environment is set aside: with these values it follows from others`);
  if (options.plan && found) return sayPlan(found.decision, found.secrets, hiddenValues(deploy, found));
  if (found && (await isDone(deploy, found))) return;

  if (await ensureNamespace(cluster, release)) sayDone(`Created the namespace ${cluster.namespace}`);
  const lock = await takeDeployLock(cluster, release);
  let ready: ReadyRevision | undefined;
  try {
    const current = await lookAgain(deploy, found, lock);
    if (await isDone(deploy, current)) return;
    ready = await converge(deploy, current, lock, (revision) => (ready = revision));
  } finally {
    await lock.release(ready);
  }
});

/** What was read before this deploy's turn came may have changed since. */
async function lookAgain(
  deploy: Deploy,
  found: Surroundings | undefined,
  lock: DeployLock,
): Promise<Surroundings> {
  const { cluster, release } = deploy;
  const living = await finishUnfinished(cluster, release, { isAbandoned: lock.isTakenOver });
  const before = found?.liveRelease;
  const isSame = living?.revision === before?.revision && living?.status === before?.status;
  return found && isSame && !lock.hasWaited ? found : lookAround(deploy);
}

async function isDone(deploy: Deploy, { decision, liveRelease }: Surroundings): Promise<boolean> {
  if (decision.mustSend || !decision.isReady) return false;
  const { root, release, cluster, startedAt } = deploy;
  const receipt = receiptOf(deploy, decision, liveRelease);
  await record(deploy, await keepTimes(root, receipt, () => readReady(cluster, release)));
  sayDone(`Nothing to send: ${release} runs in ${cluster.namespace} as it should (${since(startedAt)})`);
  return true;
}

/** Makes the cluster what it should be, or as it was. Returns what is ready. */
async function converge(
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
    if (wayBack === living.revision)
      throw withState(failure, `nothing was sent; revision ${wayBack} is the living one as before.`);
    if (!wayBack)
      throw withState(failure, 'there is no earlier revision to go back to, so it is left as it is.');
    if (failure instanceof Failure) say(`✖ ${failure.message}`);
    const ready = await goBack(deploy, found, wayBack).catch((error: unknown) => {
      const why = error instanceof Failure ? error.message : String(error);
      throw withState(failure, `revision ${wayBack} could not be brought back either: ${why}`);
    });
    noteReady(ready);
    if (before?.context === cluster.context && before.namespace === cluster.namespace)
      await record(deploy, receiptOfReturn(before, ready));
    throw withState(failure, `rolled back: revision ${wayBack} runs again and is ready.`);
  }
}

/** Sends what has to be sent, and waits until all pods are ready. */
async function bringUp(deploy: Deploy, found: Surroundings, lock: DeployLock): Promise<ReadyRevision> {
  const { root, cluster, release, startedAt } = deploy;
  const { decision } = found;
  const readyWithinMs = readyWithin(deploy);
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
    readyWithinMs,
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

async function record({ root, options }: Deploy, receipt: DeployReceipt): Promise<void> {
  if (options.record !== false) await writeDeployReceipt(root, receipt);
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
      readyWithinMs: readyWithin(deploy),
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
    readyWithinMs: readyWithin(deploy),
    retry: retryCommand(deploy),
    hidden: hiddenValues(deploy, found),
  });
}

const readyWithin = ({ options }: Deploy): number =>
  options.readyWithin ? options.readyWithin * 1000 : defaultReadyWithinMs;

const hiddenValues = ({ values }: Deploy, { secrets, liveSecret }: Surroundings): string[] => [
  ...Object.values(secrets.values),
  ...Object.values(liveSecret.values),
  ...listSecretsInValues(values),
];

const receiptOf = (
  { target, cluster, release, images, startedAt }: Deploy,
  { mustSend, reasons }: Surroundings['decision'],
  living: Release | undefined,
): DeployReceipt => ({
  provider: target.provider,
  context: target.context,
  namespace: cluster.namespace,
  release,
  revision: living?.revision ?? 0,
  deployedAt: living?.deployedAt ?? '',
  images,
  startedAt: startedAt.toISOString(),
  sent: mustSend,
  reasons,
});

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

function retryCommand({ release, target, cluster, options }: Deploy): string {
  const words = [`nx run ${release}:deploy-minikube`];
  if (target.provider === 'context') words.push(`--context ${target.context}`);
  else if (options.provider) words.push(`--provider ${options.provider}`);
  if (cluster.namespace !== release) words.push(`--namespace ${cluster.namespace}`);
  if (options.values) words.push(`--values ${options.values}`);
  return words.join(' ');
}

const since = (start: Date): string => seconds(Date.now() - start.getTime());
