import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../console/failure.ts';
import { type FixtureImage, writeFixtureArchive } from './fixture-archive.ts';
import { readImageArchive } from './image-archive.ts';
import { findMissingProgram, listImageFiles, runsAsRoot } from './image-files.ts';
import { contentTag, describeImage, isSameImage } from './image-receipt.ts';
import { copyWithName, fullRepository } from './name-archive.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-'));
  path = join(folder, 'image.tar');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const runnable: FixtureImage = {
  config: {
    User: '65532:65532',
    Entrypoint: ['/nodejs/bin/node'],
    Cmd: ['main.mjs'],
    WorkingDir: '/app',
    ExposedPorts: { '8000/tcp': {} },
  },
  layers: [
    [
      { name: 'nodejs/', type: 'directory' },
      { name: 'nodejs/bin', type: 'symlink', linkname: '../usr/lib/node' },
      { name: 'usr/lib/node/node', content: '#!' },
    ],
    [{ name: 'app/main.mjs', content: 'console.log(1)' }],
  ],
};

const dockerfile = 'FROM node:24 AS build\nRUN make\nFROM distroless:1\nCOPY --from=build / ./\n';

const read = async (image: FixtureImage) => {
  await writeFixtureArchive(path, image);
  return readImageArchive(path);
};

describe('the receipt of an image', () => {
  it('names its content, its user and what each layer weighs, and nothing of time or place', async () => {
    const { imageId } = await writeFixtureArchive(path, runnable);
    const receipt = describeImage(await readImageArchive(path), dockerfile);
    expect(receipt).toMatchObject({
      imageId,
      platform: 'linux/amd64',
      user: '65532:65532',
      entrypoint: ['/nodejs/bin/node'],
      cmd: ['main.mjs'],
      ports: ['8000/tcp'],
    });
    expect(receipt.layers.map(({ createdBy }) => createdBy)).toEqual(['COPY 0', 'COPY 1']);
    expect(receipt.size).toBe(receipt.layers.reduce((sum, { size }) => sum + size, 0));
    expect(JSON.stringify(receipt)).not.toContain(folder);
  });

  it('tells the base by its reference and the chain of its layers', async () => {
    const { config, layers } = runnable;
    const image = { config, layers, history: ['COPY base', '#ENV A=B', 'COPY / ./', '#CMD ["main.mjs"]'] };
    const { base, layers: all } = describeImage(
      await read(image),
      `ARG VERSION=24\nFROM distroless:$VERSION AS common\n# what all services share\nCOPY --from=build \\\n  / ./\nFROM common\nCMD ["main.mjs"]\n`,
    );
    expect(base).toEqual({ reference: 'distroless:24', layers: 1, chainId: all[0]?.diffId });
  });

  it('names the base alone where the history does not match the Dockerfile', async () => {
    const { base } = describeImage(await read(runnable), 'FROM base:1\nRUN make\n');
    expect(base).toEqual({ reference: 'base:1' });
  });

  it('is the same whether layers are packed or not', async () => {
    const packed = describeImage(await read(runnable), dockerfile);
    const plain = describeImage(await read({ ...runnable, gzip: false }), dockerfile);
    expect(plain.layers.map(({ diffId, size }) => [diffId, size])).toEqual(
      packed.layers.map(({ diffId, size }) => [diffId, size]),
    );
  });

  it('knows its image by either digest, and no other', async () => {
    const receipt = describeImage(await read(runnable), dockerfile);
    expect(isSameImage(receipt.imageId, receipt)).toBe(true);
    expect(isSameImage(`docker.io/library/api@${receipt.manifestDigest}`, receipt)).toBe(true);
    expect(isSameImage(receipt.imageId.slice('sha256:'.length), receipt)).toBe(true);
    expect(isSameImage(`sha256:${'0'.repeat(64)}`, receipt)).toBe(false);
    expect(isSameImage('', { ...receipt, manifestDigest: undefined })).toBe(false);
    expect(contentTag(receipt)).toBe(receipt.imageId.slice(7, 19));
  });
});

describe('an archive that is not whole', () => {
  it('cut short', async () => {
    await writeFixtureArchive(path, runnable);
    truncateSync(path, readFileSync(path).length - 2048);
    await expect(readImageArchive(path)).rejects.toThrow();
  });

  it('empty, as a failed build leaves it', async () => {
    writeFileSync(path, '');
    await expect(readImageArchive(path)).rejects.toThrow(/manifest\.json/);
  });

  it('altered in a layer', async () => {
    await writeFixtureArchive(path, { ...runnable, gzip: false });
    const bytes = readFileSync(path);
    bytes.write('XXXX', bytes.indexOf('console.log(1)'));
    writeFileSync(path, bytes);
    await expect(readImageArchive(path)).rejects.toThrow(/altered/);
  });

  it('altered in a packed layer, wherever, while its files are looked into or not', async () => {
    const content = randomBytes(64 * 1024);
    await writeFixtureArchive(path, { ...runnable, layers: [[{ name: 'app/main.mjs', content }]] });
    const whole = readFileSync(path);
    const layer = whole.indexOf(Buffer.of(0x1f, 0x8b));
    for (const place of [20, 2_000, 32_000, 64_000]) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt8(bytes.readUInt8(layer + place) ^ 0xff, layer + place);
      writeFileSync(path, bytes);
      await expect(readImageArchive(path)).rejects.toThrow(/not whole/);
      const looking = readImageArchive(path, () => ({ take: () => undefined, end: async () => undefined }));
      await expect(looking).rejects.toThrow(/not whole/);
    }
  });

  it('is named with the command that mends it; what fails in other hands is not blamed on it', async () => {
    const whole = join(folder, 'shop', 'image.tar');
    mkdirSync(join(folder, 'shop'));
    await writeFixtureArchive(whole, runnable);
    const broken = async () => {
      throw new Error('The rules are broken.');
    };
    const looking = readImageArchive(whole, () => ({ take: broken, end: broken }));
    await expect(looking).rejects.toThrow('The rules are broken.');
    truncateSync(whole, 1024);
    const failure: unknown = await readImageArchive(whole).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect((failure as Failure).parts.mend).toContain('nx reset && nx run shop:docker-build');
  });

  it('with a layer that its configuration does not list', async () => {
    await expect(read({ ...runnable, wrongDiffId: `sha256:${'1'.repeat(64)}` })).rejects.toThrow(
      /other layers/,
    );
  });

  it('missing', async () => {
    await expect(readImageArchive(join(folder, 'none.tar'))).rejects.toThrow(/ENOENT/);
  });
});

describe('an image that could not run', () => {
  it('is told from one that could, through links and working folder', async () => {
    expect(findMissingProgram(await read(runnable))).toBeUndefined();
  });

  it('lacks its interpreter, its script or any program at all', async () => {
    const { config, layers } = runnable;
    const [base = [], app = []] = layers;
    expect(findMissingProgram(await read({ config, layers: [app] }))).toMatch('/nodejs/bin/node');
    expect(findMissingProgram(await read({ config, layers: [base] }))).toMatch('/app/main.mjs');
    expect(findMissingProgram(await read({ layers }))).toMatch('no program');
  });

  it('had its script deleted by a later layer', async () => {
    const deleted = { ...runnable, layers: [...runnable.layers, [{ name: 'app/.wh.main.mjs' }]] };
    expect(findMissingProgram(await read(deleted))).toMatch('/app/main.mjs');
  });

  it('replaced a folder, but kept what the same layer brings', async () => {
    const archive = await read({
      layers: [
        [{ name: 'app/old.mjs', content: '1' }],
        [{ name: 'app/new.mjs', content: '2' }, { name: 'app/.wh..wh..opq' }],
      ],
    });
    expect([...listImageFiles(archive).keys()]).toEqual(['/app/new.mjs']);
  });

  it('runs as root by name, by number, with a group or by silence', async () => {
    for (const User of ['', '0', 'root', '0:0', 'root:wheel'])
      expect(runsAsRoot(await read({ ...runnable, config: { User } }))).toBe(true);
    expect(runsAsRoot(await read(runnable))).toBe(false);
  });
});

describe('the named copy of an archive', () => {
  it('has the name, the same digests, and the same bytes each time', async () => {
    await writeFixtureArchive(path, runnable);
    const copies = [join(folder, 'a.tar'), join(folder, 'b.tar')];
    for (const copy of copies) await copyWithName(path, copy, 'shop-api', '0123456789ab');
    const [first = Buffer.of(), second = Buffer.of()] = copies.map((copy) => readFileSync(copy));
    expect(first.equals(second)).toBe(true);
    expect(first.toString('latin1')).toContain('"RepoTags":["shop-api:0123456789ab"]');
    expect(first.toString('latin1')).toContain(
      '"io.containerd.image.name":"docker.io/library/shop-api:0123456789ab"',
    );
    const { imageId, manifestDigest } = await readImageArchive(path);
    expect(await readImageArchive(copies[0] ?? '')).toMatchObject({ imageId, manifestDigest });
  });

  it('keeps a registry in a name that has one', () => {
    expect(fullRepository('shop')).toBe('docker.io/library/shop');
    expect(fullRepository('team/shop')).toBe('docker.io/team/shop');
    expect(fullRepository('registry.example:5000/shop')).toBe('registry.example:5000/shop');
    expect(fullRepository('localhost/shop')).toBe('localhost/shop');
  });
});
