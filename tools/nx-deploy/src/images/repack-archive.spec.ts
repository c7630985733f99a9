import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readManifest } from '../publish/archive-blobs.ts';
import { compareImages } from './compare-images.ts';
import { type FixtureImage, writeFixtureArchive } from './fixture-archive.ts';
import { readImageArchive } from './image-archive.ts';
import { describeImage } from './image-receipt.ts';
import { repackArchive } from './repack-archive.ts';
import { visitFiles } from './visit-files.ts';

let folder: string;
const dockerfile = 'FROM scratch\nCOPY . /\nENV A=B\nWORKDIR /app\n';
const at = (name: string): string => join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'repack-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What an engine saves: of its own build, of that moment, with layers as they lie in its store. */
const saved = (day: string, content = 'console.log(1)'): FixtureImage => ({
  gzip: false,
  config: { User: '65532', Hostname: `build-${day}`, Cmd: ['main.mjs'], Env: ['A=<b>&c'], OnBuild: [] },
  history: [`/bin/sh -c #(nop) COPY dir:1 in / `, '#ENV A=B', 'WORKDIR /app'],
  layers: [
    [
      { name: 'app/', type: 'directory', mtime: new Date(day) },
      { name: `app/${'long-'.repeat(40)}.txt`, content: 'x'.repeat(2000), mtime: new Date(day) },
      { name: 'app/main.mjs', content, mtime: new Date(day), pax: { mtime: `${Date.parse(day) / 1000}.5` } },
      { name: 'app/link', type: 'symlink', linkname: 'main.mjs', mtime: new Date(day) },
    ],
    [],
  ],
});

async function repacked(name: string, image: FixtureImage): Promise<string> {
  await writeFixtureArchive(at(`${name}-saved.tar`), image);
  await repackArchive(at(`${name}-saved.tar`), at(`${name}.tar`), folder, dockerfile);
  return at(`${name}.tar`);
}

const imageOf = async (archive: string) => ({
  archive,
  receipt: describeImage(await readImageArchive(archive), 'FROM scratch\nCOPY . /\n'),
});

async function listNames(archive: string): Promise<string[]> {
  const names: string[] = [];
  await visitFiles(archive, async (name) => {
    names.push(name);
    return false;
  });
  return names;
}

describe('an archive made of what an engine saved', () => {
  it('is the same byte for byte whenever it was built', async () => {
    const one = await repacked('one', saved('2019-05-05T05:05:05Z'));
    const other = await repacked('other', saved('2026-11-24T11:11:11Z'));
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
    expect(readdirSync(folder).filter((name) => name.startsWith('layers-'))).toEqual([]);
  });

  it('holds the same files and lines, and nothing of the build itself', async () => {
    const { config, layers, imageId, manifestDigest } = await readImageArchive(
      await repacked('one', saved('2026-11-24T11:11:11Z')),
    );
    expect(layers[0]?.entries.map(({ path, type, size }) => [path.slice(-8), type, size])).toEqual([
      ['app/', 'directory', 0],
      ['ong-.txt', 'file', 2000],
      ['main.mjs', 'file', 14],
      ['app/link', 'symlink', 0],
    ]);
    expect(config.history?.map(({ created_by }) => created_by)).toEqual([
      'COPY dir:1 in /',
      'ENV A=B',
      'WORKDIR /app',
    ]);
    expect(config.config).toEqual({ User: '65532', Cmd: ['main.mjs'], Env: ['A=<b>&c'] });
    const manifest = await readManifest(at('one.tar'));
    expect(manifest.digest).toBe(manifestDigest);
    expect(manifest.blobs[0]?.digest).toBe(imageId);
    expect(manifest.blobs).toHaveLength(3);
  });

  it('is another image when a file is another', async () => {
    const one = await imageOf(await repacked('one', saved('2026-11-24T11:11:11Z')));
    const other = await imageOf(await repacked('other', saved('2026-11-24T11:11:11Z', 'console.log(2)')));
    expect(await compareImages(one, one)).toEqual([]);
    expect(await compareImages(one, other)).toEqual(['Layer 1 (COPY dir:1 in /) differs in /app/main.mjs.']);
  });

  it('keeps a layer that is packed and holds no time, byte for byte', async () => {
    const image = { ...saved('1970-01-01T00:00:00Z'), gzip: true };
    image.layers = image.layers.map((entries) => entries.map((entry) => ({ ...entry, pax: {} })));
    const layersOf = async (archive: string) => (await readManifest(archive)).blobs.slice(1);
    const kept = await layersOf(await repacked('kept', image));
    const names = new Set(await listNames(at('kept-saved.tar')));
    expect(kept.every(({ digest }) => names.has(`blobs/${digest.replace(':', '/')}`))).toBe(true);
    // Packed here, the same files are the same image.
    const unpacked = await imageOf(await repacked('unpacked', { ...image, gzip: false }));
    expect((await imageOf(at('kept.tar'))).receipt.imageId).toBe(unpacked.receipt.imageId);
  });

  it.each([true, false])('leaves the times of the base as they are (packed: %s)', async (gzip) => {
    const base = [{ name: 'etc/motd', content: 'hello', mtime: new Date('2026-01-01T00:00:00Z') }];
    const image = { ...saved('2026-11-24T11:11:11Z'), gzip };
    const archive = await repacked('based', {
      ...image,
      layers: [base, ...image.layers],
      history: ['COPY root/ /', ...(image.history ?? [])],
    });
    const before = await readImageArchive(at('based-saved.tar'));
    const after = await readImageArchive(archive);
    expect(after.layers[0]?.diffId).toBe(before.layers[0]?.diffId);
    expect(after.layers[1]?.diffId).not.toBe(before.layers[1]?.diffId);
  });

  it('is refused when the saved one was cut short', async () => {
    await writeFixtureArchive(at('saved.tar'), saved('2026-11-24T11:11:11Z'));
    truncateSync(at('saved.tar'), 3000);
    await expect(repackArchive(at('saved.tar'), at('image.tar'), folder, dockerfile)).rejects.toThrow();
  });
});
