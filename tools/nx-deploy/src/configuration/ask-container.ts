import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import type { Cluster } from '../cluster/cluster.ts';
import { Failure } from '../console/failure.ts';
import type { ImageReceipt } from '../images/image-receipt.ts';

/** Runs inside the container, which has no shell. Only hashes leave it, and a nonce makes each set of them unique. */
const program = `
const { createHmac } = require('node:crypto');
const nonce = require('node:fs').readFileSync(0, 'utf8');
const hash = (value) => createHmac('sha256', nonce).update(value).digest('hex');
console.log(JSON.stringify(Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, hash(value)]))));
`;

export const hashWith =
  (nonce: string) =>
  (value: string): string =>
    createHmac('sha256', nonce).update(value).digest('hex');

/** A hash of each variable that a container sees. */
export async function askContainer(
  cluster: Cluster,
  where: { pod: string; container: string; project: string },
  receipt: ImageReceipt,
  nonce: string,
): Promise<Record<string, string>> {
  const { pod, container, project } = where;
  const doing = `Asking ${pod} for its environment`;
  const runtime = [...receipt.entrypoint, ...receipt.cmd].find((word) => /^node(js)?$/.test(basename(word)));
  if (!runtime)
    throw new Failure({
      doing,
      wrong: `the image of ${project} starts no Node, and nothing else in it is known to answer.`,
      mend: 'Take the check out of the phases for this release, and compare by hand: kubectl describe pod.',
    });
  const answer = await cluster.kubectl(
    doing,
    ['exec', '--stdin', pod, `--container=${container}`, '--', runtime, '--eval', program],
    nonce,
  );
  return JSON.parse(answer) as Record<string, string>;
}
