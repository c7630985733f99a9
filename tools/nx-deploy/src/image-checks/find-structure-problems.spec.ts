import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixtureImage, writeFixtureArchive } from '../images/fixture-archive.ts';
import { readImageArchive } from '../images/image-archive.ts';
import { findStructureProblems } from './find-structure-problems.ts';

const sound = { User: '65532', Entrypoint: ['/app/run'], WorkingDir: '/app' };
const program = { name: 'app/run', mode: 0o755, content: 'program' };

describe('an image', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'structure-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function checksOf(
    layers: FixtureImage['layers'],
    { config = {}, base = 'debian', baseLayers = 0, ports = ['8000/tcp'], expected = [8000] } = {},
  ): Promise<string[]> {
    const path = join(folder, 'image.tar');
    await writeFixtureArchive(path, { layers, config: { ...sound, ...config } });
    const archive = await readImageArchive(path);
    const about = { ports, base: { reference: base, layers: baseLayers } as never };
    return findStructureProblems(archive, about, expected).map(({ check }) => check);
  }

  it('that is sound has no problem', async () => {
    expect(await checksOf([[program]])).toEqual([]);
  });

  it.each([
    ['runs as root', { User: 'root' }, 'user'],
    ['runs as nobody in particular', { User: '' }, 'user'],
    ['lacks its program', { Entrypoint: ['/app/other'] }, 'entrypoint'],
  ])('that %s is found', async (_, config, check) => {
    expect(await checksOf([[program]], { config })).toEqual([check]);
  });

  it('that exposes other ports than it should is found', async () => {
    expect(await checksOf([[program]], { ports: ['8000/tcp', '22/tcp'] })).toEqual(['ports']);
    expect(await checksOf([[program]], { ports: [] })).toEqual(['ports']);
  });

  it.each([
    ['setuid', { name: 'app/su', mode: 0o4755 }, 'setuid'],
    ['setgid', { name: 'app/sg', mode: 0o2755 }, 'setuid'],
    ['world-writable', { name: 'app/notes', mode: 0o666 }, 'world-writable'],
  ])('with a %s file is found', async (_, file, check) => {
    expect(await checksOf([[program, { ...file, content: 'x' }]])).toEqual([check]);
  });

  it('may share a sticky folder only where its base does', async () => {
    const temporary = { name: 'tmp/', type: 'directory' as const, mode: 0o1777 };
    expect(await checksOf([[temporary], [program]], { baseLayers: 1 })).toEqual([]);
    expect(await checksOf([[program], [temporary]], { baseLayers: 1 })).toEqual(['world-writable']);
  });

  it('on a distroless base must hold no shell', async () => {
    const shell = { name: 'bin/sh', mode: 0o755, content: 'shell' };
    expect(await checksOf([[program, shell]], { base: 'distroless/cc' })).toEqual(['shell']);
    expect(await checksOf([[program, shell]])).toEqual([]);
  });
});
