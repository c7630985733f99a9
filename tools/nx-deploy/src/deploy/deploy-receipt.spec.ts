import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DeployReceipt, keepTimes, receiptOfReturn, writeDeployReceipt } from './deploy-receipt.ts';

const deployedAt = '2026-02-28T07:00:20.000Z';
const receipt: DeployReceipt = {
  provider: 'context',
  context: 'here',
  namespace: 'shop',
  release: 'shop',
  revision: 4,
  deployedAt,
  images: [],
  startedAt: '2026-03-01T10:00:00.000Z',
  sent: false,
  reasons: [],
};
const timesAt = (hour: string) => ({
  startedAt: `2026-02-28T${hour}:00:00.000Z`,
  sentAt: `2026-02-28T${hour}:00:10.000Z`,
  readyAt: `2026-02-28T${hour}:01:00.000Z`,
});

let root: string;
beforeEach(() => void (root = mkdtempSync(join(tmpdir(), 'receipt-'))));
afterEach(() => rmSync(root, { recursive: true }));

describe('the times of a deploy', () => {
  const asRemembered = async () => ({ revision: 4, deployedAt, times: timesAt('07') });

  it('are those that this workspace recorded for the same revision', async () => {
    await writeDeployReceipt(root, { ...receipt, ...timesAt('06') });
    expect(await keepTimes(root, receipt, asRemembered)).toEqual({ ...receipt, ...timesAt('06') });
  });

  it.each([
    { revision: 3 },
    { deployedAt: '2026-02-27T07:00:20.000Z' },
    { namespace: 'other' },
    { context: 'there' },
  ])(
    'are those that the cluster remembers, where this workspace knows another deploy only: %j',
    async (other) => {
      await writeDeployReceipt(root, { ...receipt, ...timesAt('06'), ...other });
      expect(await keepTimes(root, receipt, asRemembered)).toEqual({ ...receipt, ...timesAt('07') });
    },
  );

  it.each([
    undefined,
    { revision: 3, deployedAt, times: timesAt('07') },
    { revision: 4, deployedAt: '2026-02-27T07:00:20.000Z', times: timesAt('07') },
    { revision: 4, deployedAt },
  ])('are unknown where nobody timed this revision: %j', async (ready) => {
    expect(await keepTimes(root, receipt, async () => ready)).toEqual(receipt);
  });
});

it('of a return tells how long the return took', () => {
  const ready = { revision: 5, deployedAt: '2026-03-02T08:00:11.000Z', times: timesAt('08') };
  expect(receiptOfReturn({ ...receipt, ...timesAt('06') }, ready)).toEqual({
    ...receipt,
    revision: 5,
    deployedAt: ready.deployedAt,
    ...timesAt('08'),
    sent: true,
    reasons: ['rolled back'],
  });
});
