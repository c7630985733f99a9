import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Cluster, connectCluster } from '../cluster/cluster.ts';
import type { ClusterOptions } from '../cluster/cluster-options.ts';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone } from '../console/say.ts';
import { type DeployReceipt, readDeployReceipt } from '../deploy/deploy-receipt.ts';
import { refuseOtherTarget } from '../deploy/refuse-other-target.ts';
import { readRelease } from '../deploy/release.ts';
import { podsOf } from '../deploy/rollout.ts';
import { readPods } from '../deploy/watch-rollout.ts';
import { readReceipt } from '../images/image-receipt.ts';
import type { Pod } from '../kubernetes/kubernetes-objects.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { type DeclaredVariable, readDeclaredVariables } from '../secrets/environment-contract.ts';
import { askContainer, hashWith } from './ask-container.ts';
import { compareEnvironment, type VariableResult } from './compare-environment.ts';
import { expectedEnvironment, readSources, type Sources } from './expected-environment.ts';
import { type Check, writeResult } from './configuration-result.ts';

export interface EnvCheckOptions extends ClusterOptions {
  /** The file that declares all variables. */
  environment: string;
}

interface AskedContainer {
  pod: string;
  project: string;
  variables: VariableResult[];
}

/** Asks every pod that runs an image of ours what it sees, and compares that with what it should see. */
export default executor<EnvCheckOptions>(async (options, context) => {
  const startedAt = Date.now();
  const { root } = context;
  const release = projectOf(context).name;
  const doing = `Checking the environment of ${release}`;
  const mend = `nx run ${release}:deploy-minikube`;
  const receipt = await readDeployReceipt(root, release);
  if (!receipt) throw new Failure({ doing, wrong: 'nothing was deployed from this workspace yet.', mend });
  refuseOtherTarget(doing, options, receipt);
  const cluster = await connectCluster(root, receipt.context, receipt.namespace);
  const pods = await readReleasePods(cluster, release);
  if (pods.length === 0)
    throw new Failure({ doing, wrong: `no pod of it runs in ${receipt.namespace}.`, mend });

  const [declared, sources] = await Promise.all([
    readDeclaredVariables(join(root, options.environment)),
    readSources(cluster, pods),
  ]);
  const asked: AskedContainer[] = [];
  for (const pod of pods) asked.push(...(await askPod(root, { cluster, receipt, declared, sources }, pod)));
  for (const { pod, variables } of asked) sayTable(pod, variables);

  const checks = [...receipt.images.map(({ project }) => wasAsked(project, asked)), ...asked.map(toCheck)];
  const file = await writeResult(root, 'env-check', checks, startedAt);
  const wrong = checks.filter(({ ok }) => !ok);
  if (wrong.length === 0) {
    const count = asked.reduce((sum, { variables }) => sum + variables.length, 0);
    return sayDone(`${asked.length} pods see what they should: ${count} variables compared; see ${file}`);
  }
  throw new Failure({
    doing,
    wrong: `${wrong.length} of ${checks.length} checks failed.`,
    mend: `A deploy renews pods that are stale: ${mend}. What is not declared belongs into ${options.environment}, or out of the release.`,
    evidence: wrong.map(({ name, detail }) => `${name}: ${detail}`),
  });
});

async function readReleasePods(cluster: Cluster, release: string): Promise<Pod[]> {
  const [living, all] = await Promise.all([readRelease(cluster, release), readPods(cluster)]);
  return podsOf(parseManifest(living?.manifest ?? ''), all);
}

interface Known {
  cluster: Cluster;
  receipt: DeployReceipt;
  declared: DeclaredVariable[];
  sources: Sources;
}

/** What others built, a database say, has an environment of its own. */
async function askPod(
  root: string,
  { cluster, receipt, declared, sources }: Known,
  pod: Pod,
): Promise<AskedContainer[]> {
  const asked: AskedContainer[] = [];
  for (const container of pod.spec.containers) {
    const project = receipt.images.find(({ image }) => image === container.image)?.project;
    if (!project) continue;
    const nonce = randomBytes(32).toString('hex');
    const where = { pod: pod.metadata.name, container: container.name, project };
    const seen = await askContainer(cluster, where, await readReceipt(root, project), nonce);
    const variables = compareEnvironment({
      app: project,
      declared,
      expected: expectedEnvironment(container, sources),
      seen,
      hash: hashWith(nonce),
    });
    asked.push({ pod: pod.metadata.name, project, variables });
  }
  return asked;
}

function wasAsked(project: string, asked: AskedContainer[]): Check {
  const count = asked.filter((one) => one.project === project).length;
  return {
    name: `${project} was asked`,
    ok: count > 0,
    detail: count > 0 ? `${count} pods` : 'no pod runs the image that was deployed last',
  };
}

function toCheck({ pod, variables }: AskedContainer): Check {
  const wrong = variables.filter(({ ok }) => !ok);
  return {
    name: `${pod} sees what is declared`,
    ok: wrong.length === 0,
    detail:
      wrong.map(({ variable, from, detail }) => `${variable} (${from}) ${detail}`).join('; ') ||
      `${variables.length} variables`,
  };
}

function sayTable(pod: string, variables: VariableResult[]): void {
  const width = (of: (result: VariableResult) => string): number =>
    Math.max(...variables.map((result) => of(result).length));
  const [names, sources] = [width(({ variable }) => variable), width(({ from }) => from)];
  say(pod);
  for (const { variable, from, ok, detail } of variables)
    console.log(`  ${ok ? '✔' : '✖'} ${variable.padEnd(names)}  ${from.padEnd(sources)}  ${detail}`);
}
