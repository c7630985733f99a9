import type { Cluster } from './cluster.ts';
import { ensureNamespace, waitForLeavingNamespace } from './namespace.ts';

const leaving = { metadata: { name: 'shop', deletionTimestamp: '2026-03-04T10:00:00Z' } };
const present = { metadata: { name: 'shop' } };

/** A cluster in whose answers the namespace goes through these states, 30 s apart. */
function clusterOf(states: (object | undefined)[]) {
  const made: string[] = [];
  const cluster = {
    context: 'lab',
    namespace: 'shop',
    list: async () => {
      now += 30_000;
      const state = states.length > 1 ? states.shift() : states[0];
      return state ? [state] : [];
    },
    kubectl: async (doing: string) => void made.push(doing),
  } as unknown as Cluster;
  return { cluster, made };
}

let now = 0;
beforeEach(() => {
  now = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

describe('a namespace', () => {
  it('is made when it is not there, and left alone when it is', async () => {
    const missing = clusterOf([undefined]);
    expect(await ensureNamespace(missing.cluster, 'shop')).toBe(true);
    expect(missing.made).toEqual(['Creating the namespace']);
    expect(await ensureNamespace(clusterOf([present]).cluster, 'shop')).toBe(false);
  });

  it('that is being removed is waited for', async () => {
    expect(await waitForLeavingNamespace(clusterOf([present]).cluster, 1)).toBe(false);
    expect(await waitForLeavingNamespace(clusterOf([leaving, leaving, undefined]).cluster, 1)).toBe(true);
  });

  it('that never goes is named after two minutes', async () => {
    await expect(waitForLeavingNamespace(clusterOf([leaving]).cluster, 1)).rejects.toThrow(/still there/);
  });
});
