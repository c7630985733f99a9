import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster.ts';
import type { Target } from '../cluster/provider.ts';
import { Failure } from '../console/failure.ts';
import { run } from '../console/run.ts';
import { say, sayDone, sayWhileWaiting } from '../console/say.ts';
import { seconds } from '../console/units.ts';
import { inspectLayers, refuseMovedBases } from '../images/base-identity.ts';
import type { Engine } from '../images/engine.ts';
import { receiptFolder } from '../images/image-receipt.ts';
import { copyWithName, fullRepository } from '../images/name-archive.ts';
import { refuseOtherArchive } from '../images/refuse-other-archive.ts';
import type { KubeObject, Node } from '../kubernetes/kubernetes-objects.ts';
import { listImages, splitImage } from '../kubernetes/list-images.ts';
import type { ReleasedImage } from './rollout.ts';

interface Loading {
  cluster: Cluster;
  target: Target;
  root: string;
  options: {
    /** Holds bases and ready-made images, where there is one at all. */
    engine: Engine;
  };
}

/** Puts the images that were built here on the nodes that do not hold them already. */
export async function ensureBuiltImages(
  { cluster, target, root, options }: Loading,
  images: ReleasedImage[],
  { always = false } = {},
): Promise<void> {
  const [nodes] = await Promise.all([
    readNodes(cluster),
    // Nodes get from the cache what engines get, and no load into an engine need have come before.
    ...images.map(({ project }) =>
      refuseMovedBases(project, receiptFolder(root, project), inspectLayers(options.engine)),
    ),
  ]);
  for (const { image, project, imageId } of images) {
    const folder = receiptFolder(root, project);
    if (!always && allNodesHold(nodes, image)) {
      say(`The node holds ${image} already`);
      continue;
    }
    await refuseOtherArchive(project, folder, { imageId });
    const { repository, version } = splitImage(image);
    await load(target, image, (copy) =>
      copyWithName(join(folder, 'image.tar'), copy, repository, version.slice(1)),
    );
  }
}

/**
 * Hands over what the nodes lack and the local engine holds: a database, say. It spares fetching it a second time,
 * and works where the nodes reach no registry. What the engine does not hold either is left to the nodes.
 */
export async function ensureOtherImages(
  { cluster, target, options: { engine } }: Loading,
  built: ReleasedImage[],
  objects: KubeObject[],
): Promise<void> {
  if (!target.load) return;
  const others = listImages(objects).filter((image) => !built.some((one) => one.image === image));
  const nodes = others.length > 0 ? await readNodes(cluster) : [];
  for (const image of others.filter((one) => !allNodesHold(nodes, one))) {
    const { code } = await run(engine, ['image', 'inspect', image]);
    if (code !== 0) continue;
    await load(target, image, async (copy) => {
      const saved = await run(engine, ['save', '--output', copy, image]);
      if (saved.code !== 0) throw new Error(`${engine} cannot save ${image}: ${saved.stderr.trim()}`);
    });
  }
}

const readNodes = (cluster: Cluster): Promise<Node[]> =>
  cluster.list<Node>('Reading the nodes', ['get', 'nodes']);

/** Whether a pod could start from this image on every node without fetching it. */
export function allNodesHold(nodes: Node[], image: string): boolean {
  const { repository, version } = splitImage(image);
  // Docker as a runtime leaves the registry out where containerd writes it.
  const fullNames = [fullRepository(repository) + version, repository + version];
  const usable = nodes.filter(({ spec }) => !spec?.unschedulable);
  return (
    usable.length > 0 &&
    usable.every(({ status }) =>
      status?.images?.some(({ names }) => names?.some((name) => fullNames.includes(name))),
    )
  );
}

async function load(
  target: Target,
  image: string,
  writeArchive: (path: string) => Promise<void>,
): Promise<void> {
  const doing = `Putting ${image} on the nodes of "${target.context}"`;
  if (!target.load)
    throw new Failure({
      doing,
      wrong: 'a context is named, but not how images reach its nodes.',
      mend:
        'Name the command, which gets an archive’s path as its last argument:\n' +
        '--load "COMMAND" or NX_DEPLOY_LOAD="COMMAND"',
    });
  const startedAt = Date.now();
  const { command, text } = target.load;
  const folder = await mkdtemp(join(tmpdir(), 'nx-deploy-'));
  try {
    const archive = join(folder, 'image.tar');
    await writeArchive(archive);
    const [program = '', ...args] = command;
    const { code, stdout, stderr } = await sayWhileWaiting(
      `${text} is still at ${image}`,
      run(program, [...args, archive]),
    );
    if (code !== 0)
      throw new Failure({
        doing,
        wrong: code === 127 ? `there is no program "${program}".` : `"${text}" ended with exit code ${code}.`,
        mend: 'Correct --load or NX_DEPLOY_LOAD, or try the command by hand with any image archive.',
        evidence: `${stdout}\n${stderr}`.trim().split('\n').slice(-6),
      });
    sayDone(`Loaded ${image} with ${text} in ${seconds(Date.now() - startedAt)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
