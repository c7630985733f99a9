import type { Cluster } from '../cluster/cluster.ts';
import { isSameRevision, readHistory, readRelease } from './release.ts';
import { finishUnfinished } from './unfinished-release.ts';

interface Answer {
  code: number;
  stdout?: string;
  stderr?: string;
}

/** A cluster whose helm gives one answer after the other to each command, and stays with the last. */
function answering(answers: Record<string, Answer | Answer[]>) {
  const calls: string[] = [];
  const cluster = {
    context: 'lab',
    namespace: 'shop',
    helmMajor: 4,
    tryHelm: async (args: string[]) => {
      const [command = ''] = args;
      calls.push(args.join(' '));
      const answer = answers[command];
      const next = Array.isArray(answer) ? (answer.length > 1 ? answer.shift() : answer[0]) : answer;
      return { stdout: '', stderr: '', code: 0, ...next };
    },
    kubectl: async (_: string, args: string[]) => {
      calls.push(args.join(' '));
      return '';
    },
  } as unknown as Cluster;
  return { cluster, calls };
}

const deployedAt = '2026-03-01T10:00:00.123Z';
const told = (revision: number, status: string): Answer => ({
  code: 0,
  stdout: `${revision} ${Date.parse(deployedAt)} ${status} 9\nkind: Ä\n\n---\nkind: Job`,
});

describe('the living release', () => {
  it('is what helm remembers last', async () => {
    const { cluster } = answering({ get: told(3, 'deployed') });
    expect(await readRelease(cluster, 'shop')).toEqual({
      manifest: 'kind: Ä\n',
      hooks: '\n---\nkind: Job',
      revision: 3,
      deployedAt,
      status: 'deployed',
    });
  });

  it('may not exist', async () => {
    const missing = { code: 1, stderr: 'Error: release: not found' };
    const { cluster } = answering({ get: missing, history: missing });
    expect(await readRelease(cluster, 'shop')).toBeUndefined();
    expect(await readHistory(cluster, 'shop')).toEqual([]);
  });

  it('is named by number and time, however helm writes the time down', async () => {
    const updated = '2026-03-01T11:00:00.123456789+01:00';
    const history = { code: 0, stdout: JSON.stringify([{ revision: 3, updated, status: 'deployed' }]) };
    const { cluster } = answering({ get: told(3, 'deployed'), history });
    const [living, [remembered]] = [await readRelease(cluster, 'shop'), await readHistory(cluster, 'shop')];
    expect(remembered).toEqual({ revision: 3, deployedAt, status: 'deployed' });
    expect(living && remembered && isSameRevision(living, remembered)).toBe(true);
  });

  it('cannot be read from a cluster that does not answer', async () => {
    const refused = { code: 1, stderr: 'Error: kubernetes cluster unreachable: connection refused' };
    await expect(readRelease(answering({ get: refused }).cluster, 'shop')).rejects.toThrow(
      /context "lab" does not answer/,
    );
  });
});

describe('a release that helm calls busy', () => {
  beforeEach(() => void jest.spyOn(console, 'log').mockImplementation());
  afterEach(() => jest.restoreAllMocks());
  const quick = { everyMs: 1, abandonedMs: 20, byHandMs: 20 };

  it('is waited for while somebody may finish it', async () => {
    const { cluster, calls } = answering({ get: [told(4, 'pending-upgrade'), told(4, 'deployed')] });
    const patience = { ...quick, isAbandoned: false, byHandMs: 60_000 };
    expect(await finishUnfinished(cluster, 'shop', patience)).toMatchObject({ status: 'deployed' });
    expect(calls.filter((call) => !call.startsWith('get'))).toEqual([]);
  });

  it('is taken back to the last finished one when nobody is left', async () => {
    const history = [
      { revision: 2, updated: deployedAt, status: 'superseded' },
      { revision: 3, updated: deployedAt, status: 'deployed' },
      { revision: 4, updated: deployedAt, status: 'pending-upgrade' },
    ];
    const { cluster, calls } = answering({
      get: told(4, 'pending-upgrade'),
      history: { code: 0, stdout: JSON.stringify(history) },
    });
    await finishUnfinished(cluster, 'shop', { ...quick, isAbandoned: true });
    expect(calls).toContain('rollback shop 3 --server-side=true --force-conflicts');
  });

  it('is forgotten when nothing was ever finished, and what it made is kept', async () => {
    const { cluster, calls } = answering({
      get: told(1, 'pending-install'),
      history: {
        code: 0,
        stdout: JSON.stringify([{ revision: 1, updated: deployedAt, status: 'pending-install' }]),
      },
    });
    await finishUnfinished(cluster, 'shop', { ...quick, isAbandoned: true });
    expect(calls).toContain('delete secret,configmap sh.helm.release.v1.shop.v1 --ignore-not-found');
    expect(calls.join()).not.toMatch(/rollback|uninstall/);
  });
});
