import { compareWithLive, type ObjectDrift } from './drift.ts';
import type { Deploy } from './deploy.ts';
import { listDifferences } from '../kubernetes/field-differences.ts';
import { isWorkload, type KubeObject, named, type Workload } from '../kubernetes/kubernetes-objects.ts';
import { isSameManifest, parseManifest } from '../kubernetes/manifest.ts';
import type { Release } from './release.ts';
import { listSecretChanges, type LiveSecret } from '../secrets/release-secret.ts';
import { renderRelease } from './render-release.ts';
import type { ResolvedSecrets } from '../secrets/resolve-secrets.ts';
import { currentPods, isBackingOff, isRolledOut, runsAllImages, runsForeignImage } from './rollout.ts';
import { readPods } from './watch-rollout.ts';

export interface Decision {
  /** What the release consists of. */
  objects: KubeObject[];
  /** Jobs and pods that helm runs around it. */
  hooks: KubeObject[];
  reasons: string[];
  mustSend: boolean;
  /** All pods run what was built, and are ready. */
  isReady: boolean;
  /** A node holds other content under one of our names. */
  runsOtherContent: boolean;
  secretChanges: string[];
  /** What others changed since the living release was sent. */
  drifts: ObjectDrift[];
  /** Where the cluster differs from what would be sent now, drift included; for a plan alone, which shows it. */
  changes: ObjectDrift[];
  /** The release itself is another one than the living one. */
  isChanged: boolean;
  /** Objects of the living release that the new one has no more. */
  removed: string[];
  /** Pods to start again: they run other content than was built, or wait long before they try again. */
  podsToRenew: string[];
  /** Workloads to start again after sending: a ConfigMap that they read was changed in the cluster. */
  workloadsToRestart: string[];
}

interface Question extends Deploy {
  valuesArgs: string[];
  liveRelease: Release | undefined;
  liveSecret: LiveSecret;
  secrets: ResolvedSecrets;
}

/** Compares what should run with what does: rendered release, Secret, every live object, and the pods' images. */
export async function decide(question: Question): Promise<Decision> {
  const { cluster, release, chart, valuesArgs, liveRelease, options } = question;
  const isOurs = question.secret.madeBy === 'deploy';
  const secretChanges = isOurs ? listSecretChanges(question.liveSecret, question.secrets) : [];
  const compare = (manifest: string) =>
    compareWithLive(cluster, { release, manifest, wanted: parseManifest(manifest) });
  const rendering = renderRelease(cluster, release, chart, valuesArgs);
  if (!liveRelease) {
    const { manifest, hooks } = await rendering;
    const { objects: found, drifts: changes } = await compare(manifest);
    return firstDeploy({ objects: parseManifest(manifest), hooks, found, changes, secretChanges });
  }

  const [rendered, living, all] = await Promise.all([
    rendering,
    // Mostly the rendered release is the living one, so its comparison need not wait.
    compare(liveRelease.manifest),
    readPods(cluster),
  ]);
  const isUnchanged = isSameManifest(rendered.manifest, liveRelease.manifest);
  const { drifts: changes } = isUnchanged || !options.plan ? living : await compare(rendered.manifest);
  return weigh({
    ...question,
    objects: parseManifest(rendered.manifest),
    hooks: rendered.hooks,
    isUnchanged,
    drifts: living.drifts,
    changes,
    secretChanges,
    all,
    liveRelease,
  });
}

interface FirstDeploy extends Pick<Decision, 'objects' | 'hooks' | 'changes' | 'secretChanges'> {
  found: KubeObject[];
}

const firstDeploy = ({ found, ...known }: FirstDeploy): Decision => ({
  ...known,
  reasons: [
    found.length > 0
      ? `helm knows no such release, yet ${found.map(named).join(', ')} ${found.length > 1 ? 'are' : 'is'} there: its history was lost`
      : 'there is no such release yet',
  ],
  mustSend: true,
  isReady: false,
  runsOtherContent: false,
  drifts: [],
  isChanged: true,
  removed: [],
  podsToRenew: [],
  workloadsToRestart: [],
});

export interface Evidence {
  liveRelease: Release;
  objects: KubeObject[];
  hooks: KubeObject[];
  isUnchanged: boolean;
  drifts: ObjectDrift[];
  changes: ObjectDrift[];
  secretChanges: string[];
  /** Live workloads, replica sets and pods. */
  all: KubeObject[];
  images: Deploy['images'];
}

export function weigh({
  liveRelease,
  objects,
  hooks,
  isUnchanged,
  drifts,
  changes,
  secretChanges,
  all,
  images,
}: Evidence): Decision {
  const reasons: string[] = [];
  if (liveRelease.status !== 'deployed') reasons.push(`the release is in state "${liveRelease.status}"`);
  const changed = isUnchanged ? [] : listChanged(liveRelease.manifest, objects);
  if (!isUnchanged) reasons.push(`the chart, its values or images change ${changed.join(', ')}`);
  const changedHooks = listChanged(liveRelease.hooks, hooks);
  if (changedHooks.length > 0) reasons.push(`the chart changes what helm runs: ${changedHooks.join(', ')}`);
  if (secretChanges.length > 0) reasons.push(`the Secret lacks or differs in ${secretChanges.join(', ')}`);
  reasons.push(...drifts.map(describeDrift));
  const mustSend = reasons.length > 0;

  const names = new Set(objects.filter(isWorkload).map(named));
  const workloads = all.filter((object): object is Workload => names.has(named(object)));
  const unready = workloads.filter((workload) => !isRolledOut(workload));
  const pods = workloads.flatMap((workload) => currentPods(workload, all));
  const foreignPods = pods.filter((pod) => runsForeignImage(pod, images));
  // A release that is sent replaces them by itself.
  const backingOff = mustSend ? [] : pods.filter((pod) => isBackingOff(pod) && !foreignPods.includes(pod));
  if (!mustSend && unready.length > 0)
    reasons.push(`not ready yet: ${unready.map(({ metadata }) => metadata.name).join(', ')}`);
  for (const { metadata } of foreignPods)
    reasons.push(`Pod ${metadata.name} runs other content than was built`);
  const isReady = unready.length === 0 && workloads.length === names.size && runsAllImages(images, pods);

  const kept = new Set(objects.map(named));
  return {
    objects,
    hooks,
    reasons,
    mustSend,
    isReady,
    runsOtherContent: foreignPods.length > 0,
    secretChanges,
    drifts,
    changes,
    isChanged: !isUnchanged,
    removed: parseManifest(liveRelease.manifest)
      .map(named)
      .filter((name) => !kept.has(name)),
    podsToRenew: [...foreignPods, ...backingOff].map(({ metadata }) => metadata.name),
    // What the release itself changes, the chart has a checksum for.
    workloadsToRestart: objects
      .filter(isWorkload)
      .filter((workload) =>
        drifts.some(({ object }) => !changed.includes(object) && readsConfigMap(workload, object)),
      )
      .map(named),
  };
}

/** Whether the pods get variables or files from this ConfigMap. */
function readsConfigMap(workload: Workload, configMap: string): boolean {
  const refersTo = (value: unknown): boolean =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(
      ([key, inner]: [string, { name?: unknown } | undefined]) =>
        (/^configMap(Ref|KeyRef)?$/.test(key) && configMap === `ConfigMap ${inner?.name}`) || refersTo(inner),
    );
  return refersTo(workload.spec);
}

function listChanged(manifest: string, objects: KubeObject[]): string[] {
  const before = new Map(parseManifest(manifest).map((object) => [named(object), object]));
  const after = new Map(objects.map((object) => [named(object), object]));
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => listDifferences(before.get(name), after.get(name)).length > 0,
  );
}

/** Names fields only: a value that somebody put there may be a secret. */
function describeDrift({ object, fields, refused }: ObjectDrift): string {
  if (refused) return `the cluster does not take ${object} as the release has it: ${refused}`;
  if (!fields) return `${object} is missing in the cluster`;
  const named = fields.slice(0, 3).map(({ path, before, after }) => {
    if (after === undefined) return `${path} (added)`;
    return before === undefined ? `${path} (removed)` : path;
  });
  return `${object} was changed in the cluster: ${named.join(', ')}${fields.length > 3 ? ', …' : ''}`;
}
