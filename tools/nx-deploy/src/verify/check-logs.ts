import type { Cluster } from '../cluster/cluster.ts';
import type { Pod } from '../kubernetes/kubernetes-objects.ts';
import { mask } from '../secrets/mask.ts';
import { readPodSecrets } from '../secrets/read-pod-secrets.ts';
import { findLogErrors } from './find-log-errors.ts';
import type { Check } from './verify-proof.ts';

// An error of last week is no news of this release.
const minutes = 10;
const mostLines = 5000;

/**
 * Whether the containers of the pods said of nothing lately that it failed. What others built is asked from the moment
 * when all was ready: before, a database may have turned away pods that were on their way out.
 */
export async function checkLogs(
  cluster: Cluster,
  pods: Pod[],
  { built, readyAt }: { built: string[]; readyAt: string | undefined },
): Promise<Check> {
  const earliest = new Date(Date.now() - minutes * 60_000).toISOString();
  const logs = await Promise.all(
    pods.flatMap(({ metadata, spec }) =>
      spec.containers.map(({ name, image }) => {
        const since = !built.includes(image) && readyAt && readyAt > earliest ? readyAt : earliest;
        return readLog(cluster, metadata.name, name, since);
      }),
    ),
  );
  const errors = logs.flatMap(({ pod, text }) => findLogErrors(text ?? '').map((line) => `${pod}: ${line}`));
  const unread = logs.filter(({ text }) => text === undefined);
  const name = 'the logs are free of errors';
  if (unread.length > 0)
    return {
      name,
      ok: false,
      detail: `the log of ${unread.map(({ pod }) => pod).join(', ')} cannot be read`,
    };
  const [first] = errors;
  if (!first)
    return { name, ok: true, detail: `none in the last ${minutes} minutes of ${logs.length} containers` };
  const shown = mask(first, await readPodSecrets(cluster, pods)).slice(0, 240);
  return { name, ok: false, detail: `${errors.length} in the last ${minutes} minutes, first ${shown}` };
}

async function readLog(
  cluster: Cluster,
  pod: string,
  container: string,
  since: string,
): Promise<{ pod: string; text: string | undefined }> {
  const { code, stdout } = await cluster.tryKubectl([
    'logs',
    pod,
    `--container=${container}`,
    `--since-time=${since}`,
    `--tail=${mostLines}`,
  ]);
  return { pod, text: code === 0 ? stdout : undefined };
}
