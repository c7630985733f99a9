import { type Cluster, connectCluster } from '../cluster/cluster.ts';
import { explainClusterError } from '../cluster/cluster-failure.ts';
import { type ClusterOptions, providerWish } from '../cluster/cluster-options.ts';
import { inspectMachine } from '../cluster/machine.ts';
import { madeForAnnotation, readNamespace } from '../cluster/namespace.ts';
import { chooseTarget } from '../cluster/provider.ts';
import { executor, projectOf } from '../console/executor.ts';
import { say, sayDone } from '../console/say.ts';
import { type KubeObject, named } from '../kubernetes/kubernetes-objects.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { leaseName, takeDeployLock } from './deploy-lock.ts';
import { readRelease } from './release.ts';

export interface UninstallOptions extends ClusterOptions {
  /** Keeps volumes, the Secret and the namespace. */
  keepData?: boolean;
}

export default executor<UninstallOptions>(async (options, context) => {
  const release = projectOf(context).name;
  const target = await chooseTarget(providerWish(options, process.env), inspectMachine(context.root));
  say(`Context ${target.context} (${target.why})`);
  const cluster = await connectCluster(context.root, target.context, options.namespace ?? release);
  const namespace = await readNamespace(cluster);
  if (!namespace) return sayDone(`There is no namespace ${cluster.namespace}, and so nothing of ${release}`);

  // A deploy under way would bring back what is taken away here.
  const lock = await takeDeployLock(cluster, release);
  try {
    await removeRelease(cluster, release);
  } finally {
    await lock.release(undefined);
  }
  await remove(cluster, 'Removing what other deploys wait for', ['lease', leaseName(release)]);
  const data = await listData(cluster, release);
  if (options.keepData) {
    const kept = [...data.map(named), `Namespace ${cluster.namespace}`];
    return say(`Kept: ${kept.join(', ')} (without --keep-data they go too)`);
  }
  for (const object of data)
    await remove(cluster, `Removing ${named(object)}`, [object.kind.toLowerCase(), object.metadata.name]);
  if (data.length > 0) sayDone(`Removed its data: ${data.map(named).join(', ')}`);
  await removeNamespace(cluster, release, namespace);
});

/** helm leaves behind what its hooks made. */
async function removeRelease(cluster: Cluster, release: string): Promise<void> {
  const living = await readRelease(cluster, release);
  const { code, stderr } = await cluster.tryHelm(['uninstall', release, '--ignore-not-found', '--wait']);
  if (code !== 0) throw explainClusterError(`Removing ${release}`, cluster.context, stderr);
  for (const { kind, metadata } of parseManifest(living?.hooks ?? ''))
    await remove(cluster, `Removing ${kind} ${metadata.name}`, [kind.toLowerCase(), metadata.name]);
  // Hooks of earlier revisions, which the last one does not name any more.
  await remove(cluster, 'Removing what hooks left', [
    'jobs,pods',
    `--selector=app.kubernetes.io/instance=${release}`,
  ]);
  sayDone(
    living
      ? `Removed the release ${release} from ${cluster.namespace}`
      : `helm knows no release ${release} in ${cluster.namespace}`,
  );
}

/** What outlives a release on purpose: volumes of its StatefulSets, and the Secret that a deploy filled. */
async function listData(cluster: Cluster, release: string): Promise<KubeObject[]> {
  const doing = 'Reading what is left';
  const [claims, secrets] = await Promise.all([
    cluster.list<KubeObject>(doing, [
      'get',
      'persistentvolumeclaims',
      `--selector=app.kubernetes.io/instance=${release}`,
    ]),
    cluster.list<KubeObject>(doing, ['get', 'secret', `${release}-secrets`, '--ignore-not-found']),
  ]);
  return [...claims, ...secrets];
}

async function removeNamespace(cluster: Cluster, release: string, namespace: KubeObject): Promise<void> {
  const { name } = namespace.metadata;
  const isOurs = name === release || namespace.metadata.annotations?.[madeForAnnotation] === release;
  const tenants = await listTenants(cluster);
  if (!isOurs || tenants.length > 0) {
    const why = isOurs ? `it holds ${tenants.join(', ')}` : 'it was not made for this release';
    return say(`Kept: Namespace ${name}, for ${why}`);
  }
  await remove(cluster, 'Removing the namespace', ['namespace', name]);
  sayDone(`Removed the namespace ${name}; nothing is left of ${release}`);
}

/** What other people would miss. */
async function listTenants(cluster: Cluster): Promise<string[]> {
  const found = await cluster.list<KubeObject>('Reading what is left', [
    'get',
    'deployments,statefulsets,daemonsets,cronjobs,jobs,services,persistentvolumeclaims,secrets',
  ]);
  return found.filter(({ metadata }) => !metadata.deletionTimestamp).map(named);
}

const remove = (cluster: Cluster, doing: string, object: string[]): Promise<string> =>
  cluster.kubectl(doing, ['delete', ...object, '--ignore-not-found', '--wait=false']);
