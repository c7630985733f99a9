import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { run } from '../console/run.ts';
import { sayDone } from '../console/say.ts';
import { parseManifest } from '../kubernetes/manifest.ts';
import { findTool } from '../tools/find-tool.ts';
import { type ChartOptions, combinationName, renderingPath, valuesArgs } from './values-combinations.ts';

/** Renders an installation with one values file as helm would do it, and keeps what it would send. */
export default executor<ChartOptions>(async ({ chart, values }, context) => {
  const project = projectOf(context).name;
  const folder = join(context.root, chart);
  const name = combinationName(values);
  const output = join(context.root, renderingPath(project, values));
  const { program: helm, version } = await findTool('helm', context.root);
  await rm(output, { force: true });

  const args = [project, folder, '--namespace', project, ...valuesArgs(folder, values)];
  const { code, stdout, stderr } = await run(helm, [...dryRun(version.major), ...args]);
  if (code !== 0)
    throw new Failure({
      doing: `Rendering the chart with ${name}`,
      wrong: 'helm refused the chart or its values.',
      mend: `Correct what it names, then: nx run ${project}:helm-dry-run`,
      evidence: stderr.trim().split('\n').slice(-10),
    });
  const manifest = readRendering(version.major, stdout);
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, manifest);
  sayDone(`${name}: ${countKinds(manifest)}`);
});

/** helm 3 asks the current context's cluster even for a dry run on the client, and only its `template` does not. */
export const dryRun = (helmMajor: number): string[] =>
  helmMajor >= 4 ? ['install', '--dry-run=client', '--output', 'json'] : ['template'];

/** All that helm would send, hooks included, which helm 4 tells apart. */
export function readRendering(helmMajor: number, stdout: string): string {
  if (helmMajor < 4) return stdout;
  const { manifest, hooks = [] } = JSON.parse(stdout) as { manifest: string; hooks?: { manifest: string }[] };
  return [manifest, ...hooks.map((hook) => hook.manifest)].map((text) => text.trim()).join('\n---\n');
}

function countKinds(manifest: string): string {
  const counts = new Map<string, number>();
  for (const { kind } of parseManifest(manifest)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
