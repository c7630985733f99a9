import type { Cluster } from '../cluster/cluster.ts';
import { sayWhileWaiting } from '../console/say.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import type { Pod } from '../kubernetes/kubernetes-objects.ts';
import { mask } from '../secrets/mask.ts';
import { readPodSecrets } from '../secrets/read-pod-secrets.ts';
import type { Check } from './verify-proof.ts';

export const chartTestsName = 'the tests that the chart brings pass';

/** Runs the pods that the chart marks as its tests, inside the cluster, as `helm test` does for everybody. */
export async function runChartTests(cluster: Cluster, release: string, pods: Pod[]): Promise<Check> {
  const tests = await listTests(cluster, release);
  if (tests.length === 0)
    return { name: chartTestsName, ok: true, unknown: true, detail: 'the chart has none' };
  const { code, stdout, stderr } = await sayWhileWaiting(
    'The tests of the chart are still under way',
    cluster.tryHelm(['test', release, '--timeout', '2m', '--logs']),
  );
  if (code === 0) return { name: chartTestsName, ok: true, detail: tests.join(', ') };
  const said = mask(`${stdout}\n${stderr}`, await readPodSecrets(cluster, pods));
  return {
    name: chartTestsName,
    ok: false,
    detail: said.trim().split('\n').slice(-3).join(' ').slice(0, 300),
  };
}

async function listTests(cluster: Cluster, release: string): Promise<string[]> {
  const { code, stdout } = await cluster.tryHelm(['get', 'hooks', release]);
  if (code !== 0) return [];
  return parseManifest(stdout)
    .filter(({ kind, metadata }) => kind === 'Pod' && isTest(metadata.annotations?.['helm.sh/hook']))
    .map(({ metadata }) => metadata.name);
}

const isTest = (hook = ''): boolean => hook.split(',').some((one) => /^test(-success)?$/.test(one.trim()));
