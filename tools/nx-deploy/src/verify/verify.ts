import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone, sayNote, sayWhileWaiting } from '../console/say.ts';
import { checkLogs } from './check-logs.ts';
import { checkCrashes, checkDeployTime, checkImages, checkReadyTime } from './check-pods.ts';
import { checkDeclared, checkUsage } from './check-resources.ts';
import { type Cluster, connectCluster } from '../cluster/cluster.ts';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { type DeployReceipt, readDeployReceipt, writeVerifiedReceipt } from '../deploy/deploy-receipt.ts';
import { refuseOtherTarget } from '../deploy/refuse-other-target.ts';
import type { KubeObject, Pod } from '../kubernetes/kubernetes-objects.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { parseQuantity } from '../kubernetes/quantity.ts';
import { openRelease } from './open-release.ts';
import { isSameRevision, readRelease } from '../deploy/release.ts';
import { podsOf } from '../deploy/rollout.ts';
import { readTimeline } from './pod-timeline.ts';
import { readUsage } from './read-usage.ts';
import { chartTestsName, runChartTests } from './run-chart-tests.ts';
import { runJourney } from './run-journey.ts';
import { useWhenSettled } from './settle.ts';
import { type Check, readVerifyProof, writeVerifyProof } from './verify-proof.ts';
import { readPods } from '../deploy/watch-rollout.ts';

export interface VerifyOptions extends ClusterOptions {
  /** Command that walks through the release; its URL follows. */
  journey?: string;
  /** What the release may take altogether, in Kubernetes' quantities. */
  cpu: string | number;
  memory: string | number;
}

export default executor<VerifyOptions>(async (options, context) => {
  const { root } = context;
  const release = projectOf(context).name;
  const doing = `Verifying ${release}`;
  const receipt = await readDeployReceipt(root, release);
  if (!receipt)
    throw new Failure({
      doing,
      wrong: 'nothing was deployed from this workspace yet.',
      mend: `nx run ${release}:deploy-minikube`,
    });
  refuseOtherTarget(doing, options, receipt);

  const cluster = await connectCluster(root, receipt.context, receipt.namespace);
  const [living, all] = await Promise.all([readRelease(cluster, release), readPods(cluster)]);
  if (!living)
    throw new Failure({
      doing,
      wrong: `the cluster of "${receipt.context}" has no release ${release} in ${receipt.namespace}.`,
      mend: `nx run ${release}:deploy-minikube --context ${receipt.context}`,
    });
  const objects = parseManifest(living.manifest);
  const pods = podsOf(objects, all);
  const times: Partial<DeployReceipt> = isSameRevision(living, receipt) ? receipt : {};
  const budget = { cpu: parseQuantity(String(options.cpu)), memory: parseQuantity(String(options.memory)) };

  const images = receipt.images.map(({ image }) => image);
  const opened = await openRelease(cluster, objects, images);
  say(`Opened ${opened.url} (${opened.how})`);
  try {
    const use = () =>
      Promise.all([
        options.journey
          ? sayWhileWaiting('The journey is still under way', runJourney(root, options.journey, opened.url))
          : undefined,
        proveOnce(root, release, living.revision, pods, () => runChartTests(cluster, release, pods)),
      ]);
    const [[journey, chartTests], usage] = await Promise.all([
      useWhenSettled({
        revision: living.revision,
        sentAt: times.sentAt,
        use,
        hasWorked: ([walk, tests]) => (walk?.ok ?? true) && tests.ok,
      }),
      readUsage(cluster, pods),
    ]);
    const checks: Check[] = [
      ...checkImages(receipt.images, pods),
      checkReadyTime(pods, times),
      checkDeployTime(times),
      checkCrashes(pods),
      ...checkDeclared(objects, budget, await countNodes(cluster, objects)),
      ...checkUsage(usage, budget),
      ...(journey ? [journeyCheck(journey)] : []),
      chartTests,
      // Last, so that what went wrong above is seen here.
      await checkLogs(cluster, pods, { built: images, readyAt: times.readyAt }),
    ];
    const ok = checks.every((check) => check.ok);
    const file = await writeVerifyProof(root, release, {
      ok,
      at: new Date().toISOString(),
      context: receipt.context,
      namespace: receipt.namespace,
      release,
      revision: living.revision,
      url: opened.url,
      how: opened.how,
      checks,
      journey: journey?.steps ?? [],
      pods: pods.map(readTimeline),
      provenPods: chartTests.ok && !chartTests.unknown ? pods.map(uidOf) : [],
    });
    for (const { name, ok, unknown, detail } of checks)
      (unknown ? sayNote : ok ? sayDone : say)(`${ok ? '' : '✖ '}${name}: ${detail}`);
    if (ok) {
      await writeVerifiedReceipt(root, {
        ...receipt,
        revision: living.revision,
        deployedAt: living.deployedAt,
      });
      return sayDone(`${release} is verified; the proof is ${file}`);
    }
    throw new Failure({
      doing,
      wrong: `${checks.filter((check) => !check.ok).length} of ${checks.length} checks failed.`,
      mend: `Read ${file}, correct the cause, then: nx run ${release}:verify`,
      evidence: journey && !journey.ok ? journey.output.split('\n').slice(-8) : [],
    });
  } finally {
    opened.close();
  }
});

const uidOf = ({ metadata }: KubeObject): string => metadata.uid ?? '';

/** The tests of the chart start pods, so the very same pods of the same revision, which holds the tests, are tested once. */
async function proveOnce(
  root: string,
  release: string,
  revision: number,
  pods: Pod[],
  test: () => Promise<Check>,
): Promise<Check> {
  const before = await readVerifyProof(root, release);
  const proven = new Set(before?.provenPods ?? []);
  const passed = before?.checks.find(({ name, ok }) => name === chartTestsName && ok);
  const isProven =
    before?.revision === revision &&
    pods.length > 0 &&
    pods.length === proven.size &&
    pods.every((pod) => proven.has(uidOf(pod)));
  if (!passed || !isProven) return test();
  return { ...passed, detail: `${passed.detail.replace(provenBefore, '')}${provenBefore}` };
}

const provenBefore = ', on these very pods before';

async function countNodes(cluster: Cluster, objects: KubeObject[]): Promise<number> {
  if (!objects.some(({ kind }) => kind === 'DaemonSet')) return 1;
  return (await cluster.list('Counting the nodes', ['get', 'nodes'])).length;
}

function journeyCheck({
  ok,
  steps,
}: {
  ok: boolean;
  steps: { name: string; ok: boolean; ms: number }[];
}): Check {
  const failed = steps.find((step) => !step.ok);
  const took = Math.round(steps.reduce((sum, { ms }) => sum + ms, 0));
  return {
    name: 'the release does what a user asks of it',
    ok,
    detail: ok
      ? `${steps.length} steps in ${took} ms`
      : failed
        ? `it stopped at "${failed.name}"`
        : 'the journey did not finish',
  };
}
