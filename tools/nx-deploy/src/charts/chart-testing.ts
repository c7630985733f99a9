import { workspaceRoot } from '@nx/devkit';
import { run } from '../console/run.ts';
import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { findTool } from '../tools/find-tool.ts';

export { writeResult } from '../configuration/configuration-result.ts';
export type { Check } from '../configuration/configuration-result.ts';
export { listFailures, type Load, type LoadResult, startLoad } from '../rollouts/load.ts';
export { readYaml } from './read-chart.ts';
export type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
export { findTool, workspaceRoot };

export interface Rendering {
  /** Name of the release; the chart's folder's name when it is not given. */
  release?: string;
  /** Values files, the later one wins. */
  files?: string[];
  /** Values on top of the files. */
  values?: object;
}

/** helm refused the chart or its values; the message is helm's. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

/** What a chart makes of values, hooks included, for its tests: with the helm that deploys, and without a cluster. */
export async function renderChart(folder: string, rendering: Rendering = {}): Promise<KubeObject[]> {
  const { program: helm } = await findTool('helm', workspaceRoot);
  const { release = folder.split('/').at(-1) ?? 'release', files = [], values = {} } = rendering;
  const { code, stdout, stderr } = await run(
    helm,
    [
      'template',
      release,
      folder,
      '--namespace',
      release,
      ...[...files, '-'].flatMap((file) => ['--values', file]),
    ],
    { stdin: JSON.stringify(values) },
  );
  if (code !== 0) throw new RenderError(stderr.trim());
  return parseManifest(stdout);
}
