import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../console/run.ts';
import { say } from '../console/say.ts';
import { shorten } from '../console/shorten.ts';
import { buildEnvironment } from './build-environment.ts';
import { explainBuildFailure } from './build-failure.ts';
import type { Engine } from './engine.ts';
import { repackArchive } from './repack-archive.ts';

export interface ArchiveBuild {
  project: string;
  engine: Engine;
  dockerfile: string;
  /** Folder that the Dockerfile's lines copy from. */
  context: string;
  /** Folder that replaces the Dockerfile's stage "build". */
  buildOutput: string | undefined;
  platform: string;
  builder: string | undefined;
  /** Whether all steps are taken again. */
  isFromScratch: boolean;
  /** What may be shown of the build's words. */
  hide: (text: string) => Promise<string>;
}

/** Builds an image and writes it as an archive: the same files, Dockerfile and base give the same archive. */
export async function buildArchive(build: ArchiveBuild, archive: string, folder: string): Promise<void> {
  const saved = join(folder, 'saved.tar');
  try {
    if (build.engine === 'podman') await saveFromPodman(build, saved, folder);
    else if (!build.builder && (await hasClassicStore())) await saveFromClassicStore(build, saved, folder);
    else await saveFromBuildx(build, saved, folder);
    await repackArchive(saved, archive, folder, await readFile(build.dockerfile, 'utf8'));
  } finally {
    await rm(saved, { force: true });
  }
}

const saveFromBuildx = (build: ArchiveBuild, saved: string, folder: string): Promise<void> =>
  runBuildx(build, folder, {
    outputs: [`type=docker,dest=${saved}`],
    ...(build.builder ? { builder: build.builder } : {}),
  });

/** The store of engines before docker 29: it writes no archive while it builds, only what it holds already. */
async function hasClassicStore(): Promise<boolean> {
  const { code, stdout } = await run('docker', ['info', '--format', '{{json .DriverStatus}}']);
  return code === 0 && !stdout.includes('io.containerd.snapshotter');
}

const saveFromClassicStore = (build: ArchiveBuild, saved: string, folder: string): Promise<void> =>
  withBuiltName(build, saved, (name) => runBuildx(build, folder, { load: true, tags: [name] }));

const saveFromPodman = (build: ArchiveBuild, saved: string, folder: string): Promise<void> =>
  withBuiltName(build, saved, async (name) => {
    const { dockerfile, context, buildOutput, platform, isFromScratch } = build;
    const args = [
      ...['build', '--file', dockerfile, '--platform', platform, '--tag', name],
      // Its own format has no health check; the label would tell podman's version.
      ...['--format', 'docker', '--timestamp', '0', '--identity-label=false'],
      ...(buildOutput ? ['--build-context', `build=${buildOutput}`] : []),
      ...(isFromScratch ? ['--no-cache'] : []),
      context,
    ];
    await watch(build, 'podman', args, folder, /^(?:\[\d+\/\d+\] )?(STEP \d+\/\d+: [^\n]+)\n/gm);
  });

/** Builds into the engine's store under a name of its own, and takes the image out of there again. */
async function withBuiltName(
  { engine, project, hide }: ArchiveBuild,
  saved: string,
  make: (name: string) => Promise<void>,
): Promise<void> {
  const name = `localhost/nx-deploy-build/${project.toLowerCase().replace(/[^a-z0-9]+/g, '-')}:${randomBytes(6).toString('hex')}`;
  try {
    await make(name);
    const format = engine === 'podman' ? ['--format', 'docker-archive'] : [];
    const { code, stderr } = await run(engine, ['save', ...format, '--output', saved, name]);
    if (code !== 0) throw explainBuildFailure(project, await hide(stderr));
  } finally {
    await run(engine, ['image', 'rm', name]);
  }
}

async function runBuildx(build: ArchiveBuild, folder: string, more: Record<string, unknown>): Promise<void> {
  const { dockerfile, context, buildOutput, platform, isFromScratch } = build;
  const program = fileURLToPath(new URL('./build-image.mjs', import.meta.url));
  const options = {
    quiet: true,
    engine: 'docker',
    context,
    file: dockerfile,
    'build-contexts': buildOutput ? [`build=${buildOutput}`] : [],
    'build-args': ['SOURCE_DATE_EPOCH=0'],
    platforms: [platform],
    provenance: 'false',
    sbom: false,
    ...(isFromScratch ? { 'no-cache': true } : {}),
    ...more,
  };
  // An empty folder, because nx-container reads a .env file where it starts.
  const cwd = join(folder, 'empty');
  await mkdir(cwd, { recursive: true });
  try {
    const stdin = JSON.stringify({ options, context: { root: cwd } });
    await watch(build, process.execPath, [program], cwd, /^#\d+ (\[[^\]]+\] [^\n]+)\n/gm, stdin);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}

/** Runs a build, says its steps as they come, and explains its failure. */
async function watch(
  { project, hide }: ArchiveBuild,
  file: string,
  args: string[],
  cwd: string,
  steps: RegExp,
  stdin = '',
): Promise<void> {
  const child = spawn(file, args, {
    cwd,
    env: buildEnvironment(process.env),
    stdio: ['pipe', file === process.execPath ? 'ignore' : 'pipe', 'pipe'],
  });
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(stdin);
  let log = '';
  const seen = new Set<string>();
  // In their order, each as soon as it is known what of it may be shown.
  let said = Promise.resolve();
  const listen = (chunk: Buffer): void => {
    log += chunk.toString('utf8');
    for (const [, step] of log.matchAll(steps)) {
      if (!step || seen.has(step) || /^\[(internal|context)\b/.test(step)) continue;
      seen.add(step);
      said = said.then(async () => say(shorten(await hide(step), 110)));
    }
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const code = await new Promise<number>((resolve, reject) =>
    child.on('error', reject).on('close', (status) => resolve(status ?? 1)),
  );
  await said;
  if (code !== 0) throw explainBuildFailure(project, await hide(log));
}
