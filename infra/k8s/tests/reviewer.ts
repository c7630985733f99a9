import { renderChart, workspaceRoot } from '@habit/nx-deploy/chart-testing';
import { makeReviewer, type ReviewRow } from '@habit/nx-deploy/review-testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const chart = join(workspaceRoot, 'infra/helm/habit-tracker');

/** Holds a file of these tests against the real manifests, and what the real chart renders for one machine and for production. */
export async function prepareReviews(): Promise<(file: string) => Promise<ReviewRow[]>> {
  const rendered = await Promise.all(
    ['values-local.yaml', 'values-production.yaml'].map((file) =>
      renderChart(chart, { files: [join(chart, file)] }),
    ),
  );
  const review = await makeReviewer(
    workspaceRoot,
    { manifests: 'infra/k8s/base', environment: 'infra/contracts/environment.json' },
    rendered.flat(),
  );
  return (file) => review(readFileSync(join(import.meta.dirname, file), 'utf8'), file);
}
