import { createHash } from 'node:crypto';
import type { Cluster } from '../cluster/cluster.ts';
import type { Secret } from '../kubernetes/kubernetes-objects.ts';
import type { ResolvedSecrets } from './resolve-secrets.ts';

const derivedAnnotation = 'nx-deploy/derived';
const fieldManager = 'nx-deploy';

export interface LiveSecret {
  exists: boolean;
  values: Record<string, string>;
  derived: string[];
  /** Changes with the Secret and tells nothing of its content. */
  checksum: string;
}

export async function readSecret(cluster: Cluster, name: string): Promise<LiveSecret> {
  const [secret] = await cluster.list<Secret>('Reading the Secret', [
    'get',
    'secret',
    name,
    '--ignore-not-found',
  ]);
  return describe(secret);
}

function describe(secret: Secret | undefined): LiveSecret {
  const values = Object.entries(secret?.data ?? {}).map(([name, value]) => [
    name,
    Buffer.from(value, 'base64').toString('utf8'),
  ]);
  const { uid = '', resourceVersion = '', annotations } = secret?.metadata ?? {};
  return {
    exists: secret !== undefined,
    values: Object.fromEntries(values) as Record<string, string>,
    derived: annotations?.[derivedAnnotation]?.split(',').filter(Boolean) ?? [],
    checksum: createHash('sha256').update(`${uid} ${resourceVersion}`).digest('hex'),
  };
}

/** Names whose value in the cluster is not the wanted one, and names that nobody wants. */
export function listSecretChanges(live: LiveSecret, wanted: ResolvedSecrets): string[] {
  const changed = Object.entries(wanted.values)
    .filter(([name, value]) => live.values[name] !== value)
    .map(([name]) => name);
  return [...changed, ...listStrays(live, wanted)];
}

/** Each of them would become a variable of the pods. A workspace that declares no secrets minds none. */
const listStrays = (live: LiveSecret, wanted: ResolvedSecrets): string[] =>
  Object.keys(wanted.values).length === 0
    ? live.derived
    : Object.keys(live.values).filter((name) => !(name in wanted.values));

/** Writes the Secret through the standard input: a command line can be read by everybody on the machine. */
export async function writeSecret(
  cluster: Cluster,
  name: string,
  wanted: ResolvedSecrets,
  live?: LiveSecret,
): Promise<LiveSecret> {
  const data = Object.entries(wanted.values).map(([key, value]) => [
    key,
    Buffer.from(value, 'utf8').toString('base64'),
  ]);
  const secret: Secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, annotations: { [derivedAnnotation]: wanted.derived.join(',') } },
    data: Object.fromEntries(data) as Record<string, string>,
  };
  const strays = live ? listStrays(live, wanted).filter((stray) => stray in live.values) : [];
  if (strays.length > 0) await removeKeys(cluster, name, strays);
  const [written] = await cluster.list<Secret>('Writing the Secret', apply, JSON.stringify(secret));
  return describe(written);
}

/** What others wrote, an apply leaves as it is. */
async function removeKeys(cluster: Cluster, name: string, keys: string[]): Promise<void> {
  const steps = keys.map((key) => ({ op: 'remove', path: `/data/${key}` }));
  await cluster.kubectl('Writing the Secret', [
    'patch',
    'secret',
    name,
    '--type=json',
    `--patch=${JSON.stringify(steps)}`,
  ]);
}

const apply = [
  'apply',
  '--server-side',
  '--force-conflicts',
  `--field-manager=${fieldManager}`,
  '--filename=-',
];
