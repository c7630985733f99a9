import { seconds } from '../console/units.ts';
import { isSameImage } from '../images/image-receipt.ts';
import type { Pod } from '../kubernetes/kubernetes-objects.ts';
import type { DeployReceipt } from '../deploy/deploy-receipt.ts';
import { isReady, type ReleasedImage, runningImageIds } from '../deploy/rollout.ts';
import type { Check } from './verify-proof.ts';

const readyLimitMs = 120_000;
const deployLimitMs = 300_000;

/** Whether the pods run, byte for byte, what was built. */
export function checkImages(images: ReleasedImage[], pods: Pod[]): Check[] {
  return images.map((released) => {
    const running = runningImageIds(released.image, pods);
    const foreign = running.filter((id) => !isSameImage(id, released));
    const ok = running.length > 0 && foreign.length === 0;
    const detail =
      running.length === 0
        ? `no pod runs ${released.image}`
        : ok
          ? `${running.length} of ${running.length} pods run ${released.imageId.slice(0, 19)}`
          : `${released.imageId.slice(0, 19)} was built, ${foreign[0] || 'nothing'} runs`;
    return { name: `pods run the image of ${released.project} that was built`, ok, detail };
  });
}

/** Whether every pod is ready, and all were within the limit after helm sent the release. */
export function checkReadyTime(pods: Pod[], times: Pick<DeployReceipt, 'sentAt' | 'readyAt'>): Check {
  const name = 'all pods ready within 2 minutes';
  const unready = pods.filter((pod) => !isReady(pod));
  if (pods.length === 0 || unready.length > 0)
    return { name, ok: false, detail: `${unready.length} of ${pods.length} are not ready` };
  if (!times.sentAt)
    return {
      name,
      ok: true,
      unknown: true,
      detail: `all ${pods.length} are; sent from elsewhere, so not timed`,
    };
  // A deploy that was cut short wrote no end down. The pods tell when they became ready last, which is no earlier.
  const readyAt = times.readyAt ? Date.parse(times.readyAt) : Math.max(...pods.map(readySince));
  const took = Math.max(0, readyAt - Date.parse(times.sentAt));
  return { name, ok: took <= readyLimitMs, detail: `${pods.length} pods, ${seconds(took)} after helm began` };
}

/** Whether the whole deploy, from its first step until all pods were ready, was within the limit. */
export function checkDeployTime({ startedAt, readyAt }: Partial<DeployReceipt>): Check {
  const name = 'deployed within 5 minutes';
  if (!startedAt || !readyAt)
    return { name, ok: true, unknown: true, detail: 'sent from elsewhere or cut short, so not timed' };
  const took = Date.parse(readyAt) - Date.parse(startedAt);
  return {
    name,
    ok: took <= deployLimitMs,
    detail: `${seconds(took)} from the first step until all was ready`,
  };
}

/** Whether a container ended by itself. Being stopped, as when the computer restarts, is no fault of its own. */
export function checkCrashes(pods: Pod[]): Check {
  const crashes = pods
    .flatMap(({ status }) => status.containerStatuses ?? [])
    .flatMap(({ name, lastState }) => (lastState?.terminated ? [{ name, ...lastState.terminated }] : []))
    .filter(({ reason, exitCode }) => reason === 'OOMKilled' || ![0, 143, 255].includes(exitCode ?? 0));
  return {
    name: 'no container crashed',
    ok: crashes.length === 0,
    detail:
      crashes.map(({ name, exitCode, reason }) => `${name}: exit code ${exitCode}, ${reason}`).join('; ') ||
      'no crash',
  };
}

const readySince = ({ status }: Pod): number =>
  Date.parse(status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? '');
