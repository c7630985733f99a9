import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { run } from '../console/run.ts';
import { sayDone } from '../console/say.ts';
import { inspectLayers, refuseMovedBases } from './base-identity.ts';
import { type Engine, requireEngine } from './engine.ts';
import { contentTag, type ImageReceipt, isSameImage, readReceipt, receiptFolder } from './image-receipt.ts';
import { rebuildCommand } from './rebuild-command.ts';
import { refuseOtherArchive } from './refuse-other-archive.ts';

/** Puts the image into the local engine under two names: one of its content, and the one @nx/docker runs. */
export default executor<{ engine: Engine }>(async ({ engine }, context) => {
  const { name: project, root } = projectOf(context);
  requireEngine(engine, `Loading the image of ${project}`, `nx run ${project}:docker-load`);
  const folder = receiptFolder(context.root, project);
  const receipt = await readReceipt(context.root, project);
  await refuseMovedBases(project, folder, inspectLayers(engine));
  const tag = `${project}:${contentTag(receipt)}`;
  const names = [tag, root.replace(/[\\/\s]+/g, '-').toLowerCase()];

  const held = await Promise.all(names.map((name) => engineHolds(engine, name, receipt)));
  if (held.every(Boolean)) return sayDone(`The engine holds ${tag} already.`);

  await refuseOtherArchive(project, folder, receipt);
  const loaded = await ask(engine, project, ['load', '--input', join(folder, 'image.tar')]);
  const id = /sha256:[0-9a-f]{64}/.exec(loaded)?.[0] ?? receipt.imageId;
  for (const name of names) await ask(engine, project, ['tag', id, name]);
  const wrong = (await Promise.all(names.map((name) => engineHolds(engine, name, receipt)))).includes(false);
  if (wrong)
    throw new Failure({
      doing: `Loading the image of ${project}`,
      wrong: `the engine took the archive, but does not hold ${receipt.imageId}.`,
      mend: `Build it again: ${rebuildCommand(project)}`,
    });
  sayDone(`Loaded ${tag}.`);
});

async function engineHolds(engine: Engine, name: string, receipt: ImageReceipt): Promise<boolean> {
  const { code, stdout } = await run(engine, ['image', 'inspect', '--format', '{{.Id}}', name]);
  return code === 0 && isSameImage(stdout.trim(), receipt);
}

async function ask(engine: Engine, project: string, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(engine, args);
  if (code === 0) return stdout;
  throw new Failure({
    doing: `Loading the image of ${project}`,
    wrong: `${engine} did not take it.`,
    mend: `Check "${engine} info", then: nx run ${project}:docker-load`,
    evidence: stderr.trim().split('\n').slice(-6),
  });
}
