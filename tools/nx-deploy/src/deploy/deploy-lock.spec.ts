import type { Cluster } from '../cluster/cluster.ts';
import { readReady, takeDeployLock } from './deploy-lock.ts';

interface FakeLease {
  metadata: { name: string; resourceVersion?: string; annotations?: Record<string, string> };
  spec: { holderIdentity?: string };
}

/** An API server that keeps one lease and counts its versions, as etcd does. */
function server() {
  let kept: FakeLease | undefined;
  let version = 0;
  const done = (stdout: unknown) => ({ code: 0, stdout: JSON.stringify(stdout), stderr: '' });
  const no = (stderr: string) => ({ code: 1, stdout: '', stderr });
  const cluster = {
    tryKubectl: async ([verb]: string[], stdin = '') => {
      if (verb === 'get') return kept ? done(kept) : { code: 0, stdout: '', stderr: '' };
      const lease = JSON.parse(stdin) as FakeLease;
      if (verb === 'create' && kept) return no('Error from server (AlreadyExists)');
      if (verb === 'replace' && lease.metadata.resourceVersion !== kept?.metadata.resourceVersion)
        return no('Error from server (Conflict)');
      kept = { ...lease, metadata: { ...lease.metadata, resourceVersion: String(++version) } };
      return done(kept);
    },
  } as unknown as Cluster;
  return { cluster, lease: () => kept };
}

const seventh = { revision: 7, deployedAt: '2026-03-01T10:00:00.000Z' };
const quick = { everyMs: 5, expiresAfterMs: 400 };
beforeEach(() => void jest.spyOn(console, 'log').mockImplementation());
afterEach(() => jest.restoreAllMocks());

describe('the lock of a deploy', () => {
  it('lets one go on and the other wait', async () => {
    const { cluster } = server();
    const first = await takeDeployLock(cluster, 'shop', quick);
    expect(first).toMatchObject({ hasWaited: false, isTakenOver: false, ready: undefined });
    const order: string[] = [];
    const second = takeDeployLock(cluster, 'shop', quick).then((lock) => {
      order.push('second');
      return lock;
    });
    // Longer than the lease lasts: it is renewed meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    order.push('first');
    await first.release(seventh);
    expect(await second).toMatchObject({ hasWaited: true, isTakenOver: false, ready: seventh });
    expect(order).toEqual(['first', 'second']);
    await (await second).release(undefined);
  });

  it('tells later deploys, from wherever, how long the last one took', async () => {
    const { cluster } = server();
    expect(await readReady(cluster, 'shop')).toBeUndefined();
    const at = (second: number): string => new Date(second * 1000).toISOString();
    const ready = {
      revision: 3,
      deployedAt: at(1),
      times: { startedAt: at(0), sentAt: at(1), readyAt: at(2) },
    };
    await (await takeDeployLock(cluster, 'shop', quick)).release(ready);
    await (await takeDeployLock(cluster, 'shop', quick)).release(undefined);
    expect(await readReady(cluster, 'shop')).toEqual(ready);
  });

  it('of a killed deploy is taken over once nobody renews it', async () => {
    const { cluster, lease } = server();
    await cluster.tryKubectl(
      ['create'],
      JSON.stringify({ metadata: { name: 'a' }, spec: { holderIdentity: 'killed' } }),
    );
    const lock = await takeDeployLock(cluster, 'shop', quick);
    expect(lock).toMatchObject({ hasWaited: true, isTakenOver: true });
    await lock.release(undefined);
    expect(lease()?.spec.holderIdentity).toBe('');
  });

  it('is said to be lost when somebody else went on', async () => {
    const { cluster, lease } = server();
    const lock = await takeDeployLock(cluster, 'shop', quick);
    const other = { ...lease(), spec: { holderIdentity: 'other' } };
    await cluster.tryKubectl(['replace'], JSON.stringify(other));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(() => lock.assertHeld()).toThrow(/another one/);
    await lock.release(undefined);
    expect(lease()?.spec.holderIdentity).toBe('other');
  });

  it('is given up after the time allowed', async () => {
    const { cluster } = server();
    const first = await takeDeployLock(cluster, 'shop', quick);
    await expect(takeDeployLock(cluster, 'shop', { ...quick, giveUpAfterMs: 50 })).rejects.toThrow(
      /still under way/,
    );
    await first.release(undefined);
  });

  it('is done without where leases are forbidden', async () => {
    const forbidden = { code: 1, stdout: '', stderr: 'Error from server (Forbidden): leases is forbidden' };
    const cluster = { tryKubectl: async () => forbidden } as unknown as Cluster;
    expect(await takeDeployLock(cluster, 'shop', quick)).toMatchObject({ hasWaited: false });
  });
});
