import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { say, sayDone } from '../console/say.ts';
import { megabytes } from '../console/units.ts';
import { inspectLayers, noteBases } from './base-identity.ts';
import { type ArchiveBuild, buildArchive } from './build-archive.ts';
import { explainBuildFailure } from './build-failure.ts';
import { isEmptyFolder, normaliseModes } from './build-output.ts';
import { compareImages } from './compare-images.ts';
import { type Engine, requireEngine } from './engine.ts';
import { hideInReceipt } from './hide-in-receipt.ts';
import { type ImageArchive, readImageArchive } from './image-archive.ts';
import { findMissingProgram, runsAsRoot } from './image-files.ts';
import { describeImage, type ImageReceipt, receiptFolder } from './image-receipt.ts';
import { LocalSecrets } from './local-secrets.ts';

export interface DockerBuildOptions {
  /** Path of the Dockerfile, from the workspace's root. */
  dockerfile: string;
  platform: string;
  /** Folder that replaces the Dockerfile's stage "build"; without it the Dockerfile compiles by itself. */
  buildOutput?: string;
  builder?: string;
  /** JSON file that declares the environment variables, and so which values of .env nobody may see. */
  environment?: string;
  engine: Engine;
  /** Builds a second time, every step anew, and fails when the image is not the same. */
  reproduce?: boolean;
}

export default executor<DockerBuildOptions>(async (options, context) => {
  const project = projectOf(context).name;
  const folder = receiptFolder(context.root, project);
  const buildOutput = options.buildOutput && join(context.root, options.buildOutput);
  requireEngine(options.engine, `Building the image of ${project}`, `nx run ${project}:docker-build`);
  if (buildOutput) await prepare(project, buildOutput, options.buildOutput ?? '');

  const secrets = await LocalSecrets.read(context.root, dirname(options.dockerfile), options.environment);
  const build: ArchiveBuild = {
    project,
    engine: options.engine,
    dockerfile: join(context.root, options.dockerfile),
    context: buildOutput ?? context.root,
    buildOutput,
    platform: options.platform,
    builder: options.builder,
    isFromScratch: false,
    hide: (text) => secrets.hide(text),
  };
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    say(buildOutput ? `Building from ${options.buildOutput}` : 'Building; the Dockerfile compiles by itself');
    const receipt = await buildImage(build, secrets, options.dockerfile, folder);
    if (options.reproduce) await buildAgain(build, secrets, options.dockerfile, folder, receipt);
    await writeFile(join(folder, 'receipt.json'), `${JSON.stringify(receipt, null, 2)}\n`);
    const lines = await readFile(build.dockerfile, 'utf8');
    await noteBases(folder, lines, buildOutput && 'build', receipt, inspectLayers(options.engine));
    const packed = receipt.layers.reduce((sum, layer) => sum + layer.compressed, 0);
    sayDone(
      `${receipt.imageId.slice(0, 19)}, ${megabytes(receipt.size)} unpacked, ${megabytes(packed)} packed, user ${receipt.user}`,
    );
  } catch (error) {
    // Half an output must never be taken for a whole one.
    await rm(folder, { recursive: true, force: true });
    throw isOfDisk(error) ? explainBuildFailure(project, error.message) : error;
  }
});

async function buildImage(
  build: ArchiveBuild,
  secrets: LocalSecrets,
  dockerfile: string,
  folder: string,
): Promise<ImageReceipt> {
  const file = join(folder, 'image.tar');
  await buildArchive(build, file, folder);
  const archive = await readImageArchive(file);
  refuseUnfit(build.project, dockerfile, archive);
  secrets.refuse(build.project, dockerfile, archive);
  return hideInReceipt(describeImage(archive, await readFile(build.dockerfile, 'utf8')));
}

async function buildAgain(
  build: ArchiveBuild,
  secrets: LocalSecrets,
  dockerfile: string,
  folder: string,
  receipt: ImageReceipt,
): Promise<void> {
  say('Building again, every step anew');
  const second = await mkdtemp(join(folder, 'again-'));
  try {
    const again = await buildImage({ ...build, isFromScratch: true }, secrets, dockerfile, second);
    const differences = await compareImages(
      { receipt, archive: join(folder, 'image.tar') },
      { receipt: again, archive: join(second, 'image.tar') },
    );
    if (differences.length > 0)
      throw new Failure({
        doing: `Building the image of ${build.project} twice`,
        wrong: 'the same sources gave two images.',
        mend: `Let the line that made the layer write the same each time (times, random names, downloads), or ignore its caches.\nThen: nx run ${build.project}:docker-build --reproduce`,
        evidence: differences,
      });
    sayDone('The second build gave the same image.');
  } finally {
    await rm(second, { recursive: true, force: true });
  }
}

const isOfDisk = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));

async function prepare(project: string, buildOutput: string, shown: string): Promise<void> {
  if (await isEmptyFolder(buildOutput))
    throw new Failure({
      doing: `Building the image of ${project}`,
      wrong: `${shown} is empty or missing, so the image would hold no program.`,
      mend: `Build it first: nx run ${project}:build`,
    });
  await normaliseModes(buildOutput);
}

function refuseUnfit(project: string, dockerfile: string, archive: ImageArchive): void {
  const doing = `Checking the image of ${project}`;
  if (runsAsRoot(archive))
    throw new Failure({
      doing,
      wrong: 'it runs as root.',
      mend: `Name another user at the end of ${dockerfile}, for example: USER 65532:65532`,
    });
  const missing = findMissingProgram(archive);
  if (missing)
    throw new Failure({
      doing,
      wrong: `a container of it could not start: ${missing}.`,
      mend: `Compare the COPY, WORKDIR, ENTRYPOINT and CMD lines of ${dockerfile} with what the build writes.`,
    });
}
