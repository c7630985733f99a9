import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { explainClusterError } from '../cluster/cluster-failure.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { Failure } from '../console/failure.ts';
import { say, sayNote } from '../console/say.ts';
import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import type { ReadyRevision } from './deploy-receipt.ts';

interface Lease extends KubeObject {
  kind: 'Lease';
  spec: {
    holderIdentity?: string;
    leaseDurationSeconds?: number;
    acquireTime?: string;
    renewTime?: string;
  };
}

export interface DeployLock {
  /** Another deploy held it, so what was read before may be old. */
  hasWaited: boolean;
  /** Whoever held it was killed, and may have left something unfinished. */
  isTakenOver: boolean;
  /** The last revision that was seen ready. */
  ready: ReadyRevision | undefined;
  /** Fails when somebody else took over, because this process slept for too long. */
  assertHeld(): void;
  release(ready: ReadyRevision | undefined): Promise<void>;
}

export interface LockTimes {
  everyMs?: number;
  /** A lease that nobody renews for so long is nobody's. */
  expiresAfterMs?: number;
  giveUpAfterMs?: number;
}

const readyAnnotation = 'nx-deploy/ready';

export const leaseName = (release: string): string => `nx-deploy-${release}`;

/** One deploy of a release at a time: a Lease in its namespace, renewed while the deploy lives. */
export async function takeDeployLock(
  cluster: Cluster,
  release: string,
  { everyMs = 1000, expiresAfterMs = 15_000, giveUpAfterMs = 15 * 60_000 }: LockTimes = {},
): Promise<DeployLock> {
  const holder = `${userInfo().username}@${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
  const giveUpAt = Date.now() + giveUpAfterMs;
  // Clocks of two machines differ, so only what is seen to change counts.
  let seen = { version: '', at: Date.now() };
  let saidAt = 0;
  let hasWaited = false;
  for (;;) {
    const found = await readLease(cluster, release);
    const current = found?.spec.holderIdentity;
    const version = found?.metadata.resourceVersion ?? '';
    if (version !== seen.version) seen = { version, at: Date.now() };
    const isExpired = Date.now() - seen.at > expiresAfterMs;
    if (!current || isExpired) {
      const lease = await writeLease(cluster, leaseOf(release, holder, expiresAfterMs, found));
      if (lease === 'forbidden') return unlocked();
      if (lease) {
        if (current) sayNote(`The deploy by ${current} was killed or lost the cluster; going on after it`);
        return hold(cluster, lease, expiresAfterMs, { hasWaited, isTakenOver: Boolean(current) });
      }
      continue;
    }
    if (Date.now() > giveUpAt) throw tooLong(release, current, giveUpAfterMs);
    hasWaited = true;
    if (Date.now() - saidAt > 10_000) {
      say(`Waiting for another deploy of ${release}, by ${current}`);
      saidAt = Date.now();
    }
    await pause(everyMs);
  }
}

/** What the last deploy of this release saw, from whatever workspace it came; undefined where that is not to be read. */
export async function readReady(cluster: Cluster, release: string): Promise<ReadyRevision | undefined> {
  const lease = await readLease(cluster, release);
  return lease && readyOf(lease);
}

function readyOf({ metadata }: KubeObject): ReadyRevision | undefined {
  try {
    return JSON.parse(metadata.annotations?.[readyAnnotation] ?? '') as ReadyRevision;
  } catch {
    return undefined;
  }
}

function hold(
  cluster: Cluster,
  taken: Lease,
  expiresAfterMs: number,
  how: Pick<DeployLock, 'hasWaited' | 'isTakenOver'>,
): DeployLock {
  let lease = taken;
  let isLost = false;
  let renewing = Promise.resolve();
  const renew = async (): Promise<void> => {
    const renewed = await writeLease(cluster, {
      ...lease,
      spec: { ...lease.spec, renewTime: microTime() },
    }).catch(() => undefined);
    if (renewed && renewed !== 'forbidden') lease = renewed;
    else isLost = (await isOthers(cluster, lease)) || isLost;
  };
  const timer = setInterval(() => {
    renewing = renewing.then(renew);
  }, expiresAfterMs / 4);
  return {
    ...how,
    ready: readyOf(taken),
    assertHeld: () => {
      if (isLost)
        throw new Failure({
          doing: 'Keeping other deploys waiting',
          wrong: 'this one was silent for so long that another one went on.',
          mend: 'Wait until that one ends, then deploy again.',
        });
    },
    release: async (ready) => {
      clearInterval(timer);
      await renewing;
      const annotations = {
        ...lease.metadata.annotations,
        ...(ready ? { [readyAnnotation]: JSON.stringify(ready) } : {}),
      };
      const free: Lease = {
        ...lease,
        metadata: { ...lease.metadata, annotations },
        spec: { ...lease.spec, holderIdentity: '', renewTime: microTime() },
      };
      // Whoever waits goes on without this too, only later.
      await writeLease(cluster, free).catch(() => undefined);
    },
  };
}

const isOthers = async (cluster: Cluster, lease: Lease): Promise<boolean> => {
  const { code, stdout } = await cluster.tryKubectl(['get', 'lease', lease.metadata.name, '--output=json']);
  if (code !== 0) return false;
  return (JSON.parse(stdout) as Lease).spec.holderIdentity !== lease.spec.holderIdentity;
};

/** Who may deploy but not make leases is not kept from deploying: helm itself refuses a second upgrade. */
function unlocked(): DeployLock {
  sayNote('This user may not make leases, so other deploys are not kept waiting');
  return {
    hasWaited: false,
    isTakenOver: false,
    ready: undefined,
    assertHeld: () => undefined,
    release: async () => undefined,
  };
}

async function readLease(cluster: Cluster, release: string): Promise<Lease | undefined> {
  const { code, stdout, stderr } = await cluster.tryKubectl([
    'get',
    'lease',
    leaseName(release),
    '--ignore-not-found',
    '--output=json',
  ]);
  if (code === 0) return stdout.trim() ? (JSON.parse(stdout) as Lease) : undefined;
  if (/forbidden/i.test(stderr)) return undefined;
  throw explainClusterError('Looking for other deploys', cluster.context, stderr);
}

/** Makes or changes the lease; undefined when somebody else was faster. */
async function writeLease(cluster: Cluster, lease: Lease): Promise<Lease | 'forbidden' | undefined> {
  const verb = lease.metadata.resourceVersion ? 'replace' : 'create';
  const { code, stdout, stderr } = await cluster.tryKubectl(
    [verb, '--filename=-', '--output=json'],
    JSON.stringify(lease),
  );
  if (code === 0) return JSON.parse(stdout) as Lease;
  if (/AlreadyExists|already exists|Conflict|has been modified|NotFound/i.test(stderr)) return undefined;
  if (/forbidden/i.test(stderr)) return 'forbidden';
  throw explainClusterError('Keeping other deploys waiting', cluster.context, stderr);
}

const leaseOf = (release: string, holderIdentity: string, expiresAfterMs: number, found?: Lease): Lease => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: found?.metadata ?? { name: leaseName(release) },
  spec: {
    holderIdentity,
    leaseDurationSeconds: Math.ceil(expiresAfterMs / 1000),
    acquireTime: microTime(),
    renewTime: microTime(),
  },
});

const microTime = (): string => new Date().toISOString().replace('Z', '000Z');

const tooLong = (release: string, holder: string, waitedMs: number): Failure =>
  new Failure({
    doing: `Deploying ${release}`,
    wrong: `another deploy of it, by ${holder}, is still under way after ${Math.round(waitedMs / 60_000)} minutes.`,
    mend: 'See what that one waits for, end it, then deploy again.',
  });
