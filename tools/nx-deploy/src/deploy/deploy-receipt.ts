import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProviderName } from '../cluster/provider.ts';
import { isSameRevision, type RevisionId } from './release.ts';
import type { ReleasedImage } from './rollout.ts';

export interface DeployReceipt extends RevisionId {
  provider: ProviderName;
  context: string;
  namespace: string;
  release: string;
  images: ReleasedImage[];
  /** The values file, as it was named. */
  values?: string;
  /** When the deploy that sent this revision began. */
  startedAt: string;
  /** When helm began to send this revision, and when all its pods were ready; a deploy that sends nothing keeps both. */
  sentAt?: string;
  readyAt?: string;
  /** Whether anything was sent to the cluster. */
  sent: boolean;
  /** Why it was sent. */
  reasons: string[];
}

/** How long a deploy took, where it was seen to its end; ISO 8601. */
export type DeployTimes = Required<Pick<DeployReceipt, 'startedAt' | 'sentAt' | 'readyAt'>>;

/** A revision that was seen ready, and how long that took, where the deploy that sent it saw it. */
export interface ReadyRevision extends RevisionId {
  times?: DeployTimes;
}

const receiptFile = (workspaceRoot: string, chart: string, name: string): string =>
  join(workspaceRoot, 'dist/deploy', chart, name);

const last = 'receipt.json';
const verified = 'verified.json';

export const writeDeployReceipt = (root: string, receipt: DeployReceipt): Promise<void> =>
  write(receiptFile(root, receipt.release, last), receipt);

export const readDeployReceipt = (root: string, chart: string): Promise<DeployReceipt | undefined> =>
  read(receiptFile(root, chart, last));

/** Keeps what was deployed when it was verified: the place to go back to. */
export const writeVerifiedReceipt = (root: string, receipt: DeployReceipt): Promise<void> =>
  write(receiptFile(root, receipt.release, verified), receipt);

export const readVerifiedReceipt = (root: string, chart: string): Promise<DeployReceipt | undefined> =>
  read(receiptFile(root, chart, verified));

/** Whether a receipt speaks of a place. */
export const isReceiptOf = (
  receipt: DeployReceipt,
  place: Pick<DeployReceipt, 'context' | 'namespace'>,
): boolean => receipt.context === place.context && receipt.namespace === place.namespace;

async function write(file: string, receipt: DeployReceipt): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(receipt, null, 2)}\n`);
}

const read = (file: string): Promise<DeployReceipt | undefined> =>
  readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as DeployReceipt,
    () => undefined,
  );

/** What runs again after a return: the content of an earlier receipt, as another revision. */
export const receiptOfReturn = (
  earlier: DeployReceipt,
  { times, ...revision }: Required<ReadyRevision>,
): DeployReceipt => ({ ...earlier, ...revision, ...times, sent: true, reasons: ['rolled back'] });

/**
 * Adds the times of the deploy that sent this very revision: as recorded here, else as the cluster remembers them from
 * another workspace.
 */
export async function keepTimes(
  root: string,
  receipt: DeployReceipt,
  readReady: () => Promise<ReadyRevision | undefined>,
): Promise<DeployReceipt> {
  const before = await readDeployReceipt(root, receipt.release);
  if (before?.sentAt && isReceiptOf(before, receipt) && isSameRevision(before, receipt)) {
    const { startedAt, sentAt } = before;
    return { ...receipt, startedAt, sentAt, ...(before.readyAt ? { readyAt: before.readyAt } : {}) };
  }
  const ready = await readReady();
  return ready && isSameRevision(ready, receipt) ? { ...receipt, ...ready.times } : receipt;
}
