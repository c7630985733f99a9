import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sayDone, sayWhileWaiting } from '../console/say.ts';
import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import type { Deploy } from './deploy.ts';
import { explainProblem } from './explain-problem.ts';
import { explainUpgradeError } from './explain-upgrade-error.ts';
import { ownership } from './helm-arguments.ts';
import { findFailedHook, watchHooks } from './watch-hooks.ts';

/** What only this deploy knows, on top of the values files: the images' content tags and the Secret's state. */
export async function withValuesFile<T>(
  { values, images, secret }: Deploy,
  secretChecksum: string,
  work: (valuesArgs: string[]) => Promise<T>,
): Promise<T> {
  const own: Record<string, unknown> = {};
  for (const { app, image } of images) {
    const pinsDigest = values.at(`${app}.image.digest`) !== undefined;
    own[app] = {
      image: { tag: image.slice(image.lastIndexOf(':') + 1), ...(pinsDigest ? { digest: '' } : {}) },
    };
  }
  if (secret.madeBy !== 'chart' && values.at('secretsChecksum') !== undefined)
    own['secretsChecksum'] = secretChecksum;
  const folder = await mkdtemp(join(tmpdir(), 'nx-deploy-'));
  try {
    const file = join(folder, 'values.json');
    await writeFile(file, JSON.stringify(own));
    return await work([...values.files, file].flatMap((path) => ['--values', path]));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Sending {
  valuesArgs: string[];
  hooks: KubeObject[];
  readyWithinMs: number;
  retry: string;
  /** What no message may show. */
  hidden: string[];
}

/** Lets helm send the release. A hook that is beyond hope ends it at once, where helm would wait for minutes. */
export async function sendRelease(
  { release, chart, cluster }: Deploy,
  { valuesArgs, hooks, readyWithinMs, retry, hidden }: Sending,
): Promise<void> {
  const giveUp = new AbortController();
  const ended = new AbortController();
  const hookWatch = { hooks: hooks.filter(isRunBySending), since: Date.now(), readyWithinMs };
  const sending = cluster
    .tryHelm(
      ['upgrade', '--install', release, chart, ...valuesArgs, ...ownership(cluster), '--output', 'json'],
      giveUp.signal,
    )
    .finally(() => ended.abort());
  const watching = hookWatch.hooks.length > 0 ? watchHooks(cluster, hookWatch, ended.signal) : undefined;
  // The watch ends with helm, and helm with the watch.
  const hopeless = watching?.then((problem) => {
    if (problem) giveUp.abort();
    return problem;
  });
  const { code, stdout, stderr } = await sayWhileWaiting('helm is still sending the release', sending);
  if (code === 0) return sayDone(`Sent the release ${release}`);
  const problem =
    (await hopeless) ?? (/hook/i.test(stderr) ? await findFailedHook(cluster, hookWatch) : undefined);
  throw problem
    ? await explainProblem(cluster, problem, retry, hidden)
    : explainUpgradeError(cluster, release, stderr || stdout);
}

/** Tests and what runs at the end of a release are none of an upgrade's. */
const isRunBySending = ({ metadata }: KubeObject): boolean =>
  /(pre|post)-(install|upgrade)/.test(metadata.annotations?.['helm.sh/hook'] ?? '');
