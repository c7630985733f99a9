import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { sayDone } from '../console/say.ts';
import { megabytes } from '../console/units.ts';
import { readReceipt } from '../images/image-receipt.ts';
import { resultPath, writeResult } from './check-result.ts';
import { compareLayers, type LayerGrowth, type Measured } from './size-growth.ts';

export interface SizeCheckOptions {
  /** What the image may weigh at most, unpacked, in megabytes. */
  limit: number;
  /** What the project allows itself, below the limit. */
  budget?: number;
}

interface SizeResult extends Measured {
  passed: boolean;
  lastPassing: Measured | null;
}

/** Weighs the unpacked image, as the receipt tells it: the same number on every machine and in every engine. */
export default executor<SizeCheckOptions>(async (options, context) => {
  const project = projectOf(context).name;
  const { imageId, size, layers } = await readReceipt(context.root, project);
  const path = resultPath(project, 'size');
  const lastPassing = await readLastPassing(join(context.root, path));
  const limit = options.limit * 1e6;
  const budget = Math.min(limit, (options.budget ?? options.limit) * 1e6);
  const growth = compareLayers(layers, lastPassing?.layers ?? layers);
  const passed = size <= budget;
  await writeResult(context.root, path, {
    passed,
    imageId,
    size,
    limit,
    budget,
    headroom: budget - size,
    layers: growth,
    // The next image is compared with the last one that passed, not with one that failed.
    lastPassing,
  });
  if (!passed) throw tooLarge(project, size, limit, budget, growth, lastPassing);
  sayDone(`${megabytes(size)} of ${megabytes(budget)}, ${megabytes(budget - size)} left`);
});

async function readLastPassing(path: string): Promise<Measured | null> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return null;
  const { passed, imageId, size, layers, lastPassing } = JSON.parse(text) as SizeResult;
  if (!passed) return lastPassing;
  return { imageId, size, layers: layers.map((layer) => ({ createdBy: layer.createdBy, size: layer.size })) };
}

function tooLarge(
  project: string,
  size: number,
  limit: number,
  budget: number,
  growth: LayerGrowth[],
  lastPassing: Measured | null,
): Failure {
  const name = size > limit ? 'limit' : 'budget';
  const allowed = size > limit ? limit : budget;
  const grown = growth.filter((layer) => layer.growth > 0).sort((a, b) => b.growth - a.growth);
  const largest = [...growth].sort((a, b) => b.size - a.size);
  const shown = (grown.length > 0 ? grown : largest).slice(0, 6);
  return new Failure({
    doing: `Weighing the image of ${project}`,
    wrong:
      `it weighs ${megabytes(size)} unpacked, ${megabytes(size - allowed)} above its ${name} of ${megabytes(allowed)}.\n` +
      (lastPassing
        ? `The last image that passed weighed ${megabytes(lastPassing.size)}, with ${describeHeadroom(allowed - lastPassing.size, name)}. ${grown.length > 0 ? 'Layers that grew' : 'No layer grew; the largest'}:`
        : 'No earlier image passed here to compare with. The largest layers:'),
    mend:
      'Look at what those lines bring along: files that only a build needs, packages that nothing imports, a larger base.\n' +
      'If the image has to be so large, raise the budget in targets.size-check.options of the project.',
    evidence: shown.map((layer) => {
      const more = grown.length > 0 ? `+${megabytes(layer.growth)} to ` : '';
      return `${more}${megabytes(layer.size)}  ${layer.createdBy.slice(0, 80)}`;
    }),
  });
}

/** A budget can have been lowered since. */
const describeHeadroom = (bytes: number, name: string): string =>
  bytes < 0 ? `${megabytes(-bytes)} too much for the ${name} of today` : `${megabytes(bytes)} left`;
