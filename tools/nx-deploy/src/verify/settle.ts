import { setTimeout as pause } from 'node:timers/promises';
import { sayNote } from '../console/say.ts';
import { seconds } from '../console/units.ts';

/** CoreDNS keeps an answer for 30 s (its cache, and the lifetime of what it answers). */
const dnsRemembersMs = 35_000;

export interface FirstUse<T> {
  /** The number of the revision, and when it was sent, as far as that is known. */
  revision: number;
  sentAt: string | undefined;
  use: () => Promise<T>;
  hasWorked: (result: T) => boolean;
  now?: () => number;
}

/**
 * Uses a release, and once more where it may have failed for a reason that goes by itself: a first revision that
 * follows on an uninstall has new addresses, and the cluster's DNS still tells the old ones for a while.
 */
export async function useWhenSettled<T>({
  revision,
  sentAt,
  use,
  hasWorked,
  now = Date.now,
}: FirstUse<T>): Promise<T> {
  const result = await use();
  const leftMs = sentAt === undefined ? 0 : Date.parse(sentAt) + dnsRemembersMs - now();
  if (hasWorked(result) || revision !== 1 || leftMs <= 0) return result;
  sayNote(
    `It does not work yet. The cluster may remember the addresses of an earlier release for ${seconds(leftMs)} more; trying again then`,
  );
  await pause(leftMs);
  return use();
}
