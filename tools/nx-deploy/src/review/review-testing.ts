import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import { knownVersions } from '../schemas/kubernetes-schemas.ts';
import { readAnswer } from './read-answer.ts';
import { readOurs } from './read-ours.ts';
import { reviewManifest } from './review-manifest.ts';
import type { ReviewRow } from './review-row.ts';

export { isComplaint, renderTable, type ReviewRow } from './review-row.ts';

/** Reviews as the target does, for the tests of a workspace: against its manifests, and what its chart renders. */
export async function makeReviewer(
  workspaceRoot: string,
  files: { manifests: string; environment?: string },
  rendered: KubeObject[],
): Promise<(answer: string, file: string) => Promise<ReviewRow[]>> {
  const ours = await readOurs(workspaceRoot, files, rendered);
  return async (answer, file) => (await reviewManifest(readAnswer(answer, file), ours, knownVersions())).rows;
}
