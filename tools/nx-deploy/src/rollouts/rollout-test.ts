import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone } from '../console/say.ts';
import { seconds } from '../console/units.ts';
import { explainProblem } from '../deploy/explain-problem.ts';
import { type Cluster, connectCluster } from '../cluster/cluster.ts';
import { readDeployReceipt } from '../deploy/deploy-receipt.ts';
import { readRelease } from '../deploy/release.ts';
import { watchRollout } from '../deploy/watch-rollout.ts';
import type { KubeObject, Pod } from '../kubernetes/kubernetes-objects.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { readPodSecrets } from '../secrets/read-pod-secrets.ts';
import { openRelease } from '../verify/open-release.ts';
import { listFailures, type LoadResult, startLoad } from './load.ts';

export interface RolloutTestOptions {
  rounds: number;
  perSecond: number;
  /** What is asked for, on the release's URL. */
  paths: string[];
}

/** Replaces all pods of the Deployments, again and again, while requests come in; one that fails is one too many. */
export default executor<RolloutTestOptions>(async ({ rounds, perSecond, paths }, context) => {
  const { root } = context;
  const release = projectOf(context).name;
  const doing = `Rolling ${release} out under load`;
  const receipt = await readDeployReceipt(root, release);
  const cluster = receipt && (await connectCluster(root, receipt.context, receipt.namespace));
  const living = cluster && (await readRelease(cluster, release));
  if (!living)
    throw new Failure({ doing, wrong: 'it is not deployed.', mend: `nx run ${release}:deploy-minikube` });

  const objects = parseManifest(living.manifest);
  const opened = await openRelease(
    cluster,
    objects,
    receipt.images.map(({ image }) => image),
  );
  say(`${perSecond} requests a second to ${opened.url} (${opened.how}), ${rounds} rounds`);
  const load = startLoad(opened.url, { paths, perSecond });
  let result: LoadResult;
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const startedAt = Date.now();
      await restartAll(cluster, objects, `nx run ${release}:rollout-test`);
      say(`Round ${round} of ${rounds}: all pods are new (${seconds(Date.now() - startedAt)})`);
    }
  } finally {
    result = await load.stop();
    opened.close();
  }

  const folder = join(root, 'dist/rollout-test', release);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'result.json'),
    `${JSON.stringify({ rounds, perSecond, ...result }, null, 2)}\n`,
  );
  const { sent, failed, median, slowest, sentAgain } = result;
  const times = `median ${median.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms, ${sentAgain} sent again`;
  if (failed === 0) return sayDone(`${rounds} rolling updates: 0 of ${sent} requests failed (${times})`);
  throw new Failure({
    doing,
    wrong: `${failed} of ${sent} requests failed in ${rounds} rolling updates (${times}).`,
    mend: 'Pods must refuse readiness and finish what they began before they end: look at preStop, probes and maxUnavailable.',
    evidence: listFailures(result),
  });
});

async function restartAll(cluster: Cluster, objects: KubeObject[], retry: string): Promise<void> {
  const deployments = objects.filter(({ kind }) => kind === 'Deployment');
  const since = Date.now();
  await cluster.kubectl('Restarting the Deployments', [
    'rollout',
    'restart',
    ...deployments.map(({ metadata }) => `deployment/${metadata.name}`),
  ]);
  const { problem } = await watchRollout(cluster, objects, { since });
  if (!problem) return;
  const pods = await cluster.list<Pod>('Reading the pods', ['get', 'pods']);
  throw await explainProblem(cluster, problem, retry, await readPodSecrets(cluster, pods));
}
