import { explainClusterError } from '../cluster/cluster-failure.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { desiredState, withoutBookkeeping } from './desired-state.ts';
import { type FieldDifference, listDifferences } from '../kubernetes/field-differences.ts';
import { itemsOf, type KubeObject, named } from '../kubernetes/kubernetes-objects.ts';
import { splitManifest } from '../kubernetes/manifest.ts';
import { omit } from '../kubernetes/omit.ts';

export interface ObjectDrift {
  object: string;
  /** No fields: the object is not there at all, or the server says no. */
  fields: FieldDifference[] | undefined;
  /** Why the server takes the object neither whole nor in part. */
  refused?: string;
  /** The living object with all differences undone, ready to be sent. */
  desired?: KubeObject;
}

export interface LiveState {
  objects: KubeObject[];
  drifts: ObjectDrift[];
}

export interface Comparison {
  release: string;
  manifest: string;
  wanted: KubeObject[];
}

/** kubectl is slowed down by its own limits beyond that many objects, so more of them are shared out. */
const objectsPerCall = 100;

/**
 * Compares what the cluster holds with what it would hold if nothing but the manifest had ever been sent. The server
 * works out the latter: it replaces each object on trial. So whatever somebody added shows too, while defaults,
 * spellings ("0.5" and "500m") and what the server hands out (addresses, node ports) never look like differences.
 */
export async function compareWithLive(
  cluster: Cluster,
  { release, manifest, wanted }: Comparison,
): Promise<LiveState> {
  const parts = await Promise.all(
    splitManifest(manifest, objectsPerCall).map(async (part) => {
      const [live, replaced] = await Promise.all([
        cluster.tryKubectl(
          ['get', '--filename=-', '--ignore-not-found', '--show-managed-fields', '--output=json'],
          part,
        ),
        cluster.tryKubectl(['replace', '--dry-run=server', '--filename=-', '--output=json'], part),
      ]);
      // A namespace that is not there yet holds nothing.
      if (live.code !== 0 && !/namespaces ".*" not found/.test(live.stderr))
        throw explainClusterError('Comparing the release with the cluster', cluster.context, live.stderr);
      return { objects: itemsOf<KubeObject>(live.stdout), replaced: itemsOf<KubeObject>(replaced.stdout) };
    }),
  );
  const objects = parts.flatMap((part) => part.objects);
  const replaced = new Map(parts.flatMap((part) => part.replaced).map((object) => [named(object), object]));
  const refused = objects.filter((object) => !replaced.has(named(object)));
  const { applied, complaint } = await applyOnTrial(cluster, manifest, refused);
  const owner = { release, namespace: cluster.namespace };
  const drifts = wanted.flatMap((object): ObjectDrift[] => {
    const name = named(object);
    const live = objects.find((other) => named(other) === name);
    if (!live) return [{ object: name, fields: undefined }];
    const pure = replaced.get(name);
    const desired = pure
      ? desiredState({ live, pure, rendered: object, all: wanted, owner })
      : applied.get(name);
    if (!desired) return [{ object: name, fields: undefined, refused: complaint }];
    const drift = findDrift(live, desired);
    return drift ? [pure ? { ...drift, desired } : drift] : [];
  });
  return { objects, drifts };
}

export function findDrift(live: KubeObject, desired: KubeObject): ObjectDrift | undefined {
  const fields = listDifferences(withoutBookkeeping(live), withoutBookkeeping(desired));
  return fields.length > 0 ? { object: named(live), fields } : undefined;
}

/**
 * A claim that is bound, a job that has run: the server lets nobody replace these, but says what becomes of the fields
 * that the manifest names.
 */
async function applyOnTrial(
  cluster: Cluster,
  manifest: string,
  objects: KubeObject[],
): Promise<{ applied: Map<string, KubeObject>; complaint: string }> {
  if (objects.length === 0) return { applied: new Map(), complaint: '' };
  const [part = ''] = splitManifest(manifest, Infinity, new Set(objects.map(named)));
  const { stdout, stderr } = await cluster.tryKubectl(
    [
      'apply',
      '--server-side',
      '--dry-run=server',
      '--force-conflicts',
      // As somebody else than helm: what helm adds to each object by itself then stays as it is.
      '--field-manager=nx-deploy',
      '--filename=-',
      '--output=json',
    ],
    part,
  );
  const applied = itemsOf<KubeObject>(stdout).map((object): [string, KubeObject] => [named(object), object]);
  return { applied: new Map(applied), complaint: stderr.trim().split('\n').at(-1) ?? '' };
}

/** Undoes what others did to living objects. Their differences to the release are gone in one step, additions too. */
export async function undoDrift(cluster: Cluster, drifts: ObjectDrift[], triesLeft = 3): Promise<string[]> {
  const items = drifts.flatMap(({ desired }) => (desired ? [withoutVersion(desired)] : []));
  if (items.length === 0) return [];
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const args = ['replace', '--field-manager=nx-deploy', '--filename=-'];
  const { code, stderr } = await cluster.tryKubectl(args, list);
  if (code === 0) return items.map(named);
  // Somebody noted the state of an object just now.
  if (/Conflict/.test(stderr) && triesLeft > 1) return undoDrift(cluster, drifts, triesLeft - 1);
  throw explainClusterError('Undoing what was changed in the cluster', cluster.context, stderr);
}

/** With each new state of its pods an object has another version; the identity alone tells whether it is the same. */
const withoutVersion = (object: KubeObject): KubeObject => ({
  ...object,
  metadata: { ...omit(object.metadata, 'resourceVersion'), name: object.metadata.name },
});
