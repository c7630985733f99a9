import { join } from 'node:path';
import { connectCluster } from '../cluster/cluster.ts';
import { providerWish } from '../cluster/cluster-options.ts';
import { ensureCluster } from '../cluster/ensure-cluster.ts';
import { inspectMachine } from '../cluster/machine.ts';
import { ensureNamespace } from '../cluster/namespace.ts';
import { chooseTarget } from '../cluster/provider.ts';
import { executor, projectOf } from '../console/executor.ts';
import { say, sayDone, sayNote } from '../console/say.ts';
import { since } from '../console/units.ts';
import { chooseSecret } from '../secrets/choose-secret.ts';
import { readBuiltImages } from './built-images.ts';
import { converge } from './converge.ts';
import type { Deploy, DeployOptions } from './deploy.ts';
import { type DeployLock, readReady, takeDeployLock } from './deploy-lock.ts';
import { isReceiptOf, keepTimes, readDeployReceipt, type ReadyRevision } from './deploy-receipt.ts';
import { hiddenValues, lookAround, type Surroundings } from './look-around.ts';
import { sayPlan } from './plan.ts';
import { receiptOf, record } from './record-deploy.ts';
import { BusyRelease } from './render-release.ts';
import { isSameRevision } from './release.ts';
import { readReleaseValues } from './release-values.ts';
import { finishUnfinished } from './unfinished-release.ts';

const defaultValues = 'values-local.yaml';

/** Brings a release to a cluster, or says that nothing is to be done. */
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
    readReleaseValues(root, options.chart, options.values ?? defaultValues),
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

  await noteOtherValues(deploy);
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

/** Who deployed with values of his own last, and names none now, may have forgotten them. */
async function noteOtherValues({ root, release, cluster, options }: Deploy): Promise<void> {
  const before = await readDeployReceipt(root, release);
  if (!before?.values || options.values || !isReceiptOf(before, cluster)) return;
  sayNote(
    `The deploy before was made with --values ${before.values}; without it ${defaultValues} counts again`,
  );
}

/** What was read before this deploy's turn came may have changed since. */
async function lookAgain(
  deploy: Deploy,
  found: Surroundings | undefined,
  lock: DeployLock,
): Promise<Surroundings> {
  const { cluster, release } = deploy;
  const living = await finishUnfinished(cluster, release, { isAbandoned: lock.isTakenOver });
  const before = found?.liveRelease;
  const isSame =
    living && before ? isSameRevision(living, before) && living.status === before.status : living === before;
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
