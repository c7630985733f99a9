import type { Cluster } from '../cluster/cluster.ts';
import { Failure } from '../console/failure.ts';
import { say } from '../console/say.ts';
import { since } from '../console/units.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { compareWithLive, undoDrift } from './drift.ts';
import type { ReadyRevision } from './deploy-receipt.ts';
import { explainProblem } from './explain-problem.ts';
import { rollBack } from './roll-back.ts';
import { isSameRevision, readHistory, readRelease, type RevisionId } from './release.ts';
import { watchRollout } from './watch-rollout.ts';

export interface Return {
  revision: number;
  readyWithinMs: number;
  retry: string;
  hidden: string[];
}

/** Brings back an earlier revision, as a new one, and waits until its pods are ready. */
export async function returnTo(
  cluster: Cluster,
  release: string,
  back: Return,
): Promise<Required<ReadyRevision>> {
  const startedAt = new Date();
  say(`Bringing back revision ${back.revision} of ${release}`);
  await rollBack(cluster, release, back.revision);
  const living = await readRelease(cluster, release);
  if (!living) throw new Error(`${release} is gone right after its rollback.`);
  const objects = parseManifest(living.manifest);
  const { drifts } = await compareWithLive(cluster, {
    release,
    manifest: living.manifest,
    wanted: objects,
  });
  await undoDrift(cluster, drifts);
  const { problem } = await watchRollout(cluster, objects, {
    since: startedAt.getTime(),
    readyWithinMs: back.readyWithinMs,
  });
  if (problem) throw await explainProblem(cluster, problem, back.retry, back.hidden);
  say(`Revision ${back.revision} runs again, as revision ${living.revision} (${since(startedAt)})`);
  const { revision, deployedAt } = living;
  const began = startedAt.toISOString();
  return {
    revision,
    deployedAt,
    times: { startedAt: began, sentAt: began, readyAt: new Date().toISOString() },
  };
}

/** The revision to go back to when the next one fails: the last that was seen ready, else the last that helm finished. */
export async function findWayBack(
  cluster: Cluster,
  release: string,
  lastReady: RevisionId | undefined,
): Promise<RevisionId | undefined> {
  const history = await readHistory(cluster, release);
  const usable = history.filter(({ status }) => status === 'deployed' || status === 'superseded');
  const ready = usable.find((revision) => lastReady && isSameRevision(revision, lastReady));
  return ready ?? usable.findLast(({ status }) => status === 'deployed');
}

/** A failure that says too what became of the release. */
export const withState = (failure: unknown, state: string): unknown =>
  failure instanceof Failure ? new Failure({ ...failure.parts, state }) : failure;
