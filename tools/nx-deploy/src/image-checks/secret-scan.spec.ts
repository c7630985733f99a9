import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, gzipSync } from 'node:zlib';
import { type FixtureImage, writeFixtureArchive } from '../images/fixture-archive.ts';
import { describeEnvFinding, findEnvValues } from './find-env-values.ts';
import { describeFinding, scanImage } from './scan-image.ts';

let folder: string;
let canary: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  // Of the form that GitHub's tokens have, and known to nobody.
  canary = ['ghp', randomBytes(18).toString('hex')].join('_');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = async (image: FixtureImage): Promise<string> => {
  const path = join(folder, 'image.tar');
  await writeFixtureArchive(path, image);
  return path;
};

const scan = async (image: FixtureImage) => scanImage(await write(image));

const noise = randomBytes(5e6);

const plain = [[{ name: 'app/main.mjs', content: 'console.log(1)' }]];

const places: [string, (secret: string) => FixtureImage, RegExp][] = [
  [
    'a file of a layer',
    (s) => ({ layers: [[{ name: 'app/a.txt', content: `x ${s}` }]] }),
    /^\/app\/a\.txt: /,
  ],
  [
    'a file that a later layer deletes',
    (s) => ({ layers: [[{ name: 'app/a.txt', content: s }], [{ name: 'app/.wh.a.txt', content: '' }]] }),
    /deleted by a later layer/,
  ],
  [
    'a binary file of ten megabytes',
    (s) => ({
      layers: [[{ name: 'app/a.bin', content: Buffer.concat([noise, Buffer.from(`\0${s}\0`), noise]) }]],
    }),
    /^\/app\/a\.bin: /,
  ],
  [
    'a packed file',
    (s) => ({ layers: [[{ name: 'app/a.log.gz', content: gzipSync(`token ${s}`) }]] }),
    /^\/app\/a\.log\.gz \(unpacked\): /,
  ],
  [
    'a zip file',
    (s) => ({ layers: [[{ name: 'app/a.jar', content: zip('conf/a.txt', `token ${s}`) }]] }),
    /^\/app\/a\.jar \(conf\/a\.txt\): /,
  ],
  [
    'the name of a file',
    (s) => ({ layers: [[{ name: `app/${s}/a.txt`, content: 'x' }]] }),
    /^the name of a file in layer 1: /,
  ],
  [
    'the target of a link',
    (s) => ({ layers: [[{ name: 'app/a', type: 'symlink', linkname: `../${s}` }]] }),
    /^the name of a file in layer 1: /,
  ],
  [
    'a file that is called as the secret is',
    (s) => ({ layers: [[{ name: `app/${s}`, content: s }]] }),
    /^\/app\/•••: /,
  ],
  [
    'a file that tells secretlint to look away',
    (s) => ({ layers: [[{ name: 'a', content: `// secretlint-disable\n${s}` }]] }),
    /^\/a: /,
  ],
  ['the history', (s) => ({ layers: plain, history: [`RUN |1 TOKEN=${s} make`] }), /history\[0\]/],
  ['a label', (s) => ({ layers: plain, config: { Labels: { token: s } } }), /Labels\.token/],
  ['the environment', (s) => ({ layers: plain, config: { Env: [`TOKEN=${s}`] } }), /Env\[0\]/],
  ['the entrypoint', (s) => ({ layers: plain, config: { Entrypoint: ['/run', s] } }), /Entrypoint\[1\]/],
  ['the command', (s) => ({ layers: plain, config: { Cmd: [`--token=${s}`] } }), /Cmd\[0\]/],
  [
    'the health check',
    (s) => ({ layers: plain, config: { Healthcheck: { Test: ['CMD', '/probe', s] } } }),
    /Healthcheck\.Test\[2\]/,
  ],
  [
    'a label that is called as the secret is',
    (s) => ({ layers: plain, config: { Labels: { [s]: 'x' } } }),
    /Labels\.•••/,
  ],
  ['the name of a label', (s) => ({ layers: plain, config: { Labels: { [`a ${s}`]: 'x' } } }), /entry 1/],
];

it.each(places)('finds a secret in %s, and never shows it', async (_, image, shown) => {
  const { findings } = await scan(image(canary));
  expect(findings.map(describeFinding)).toContainEqual(expect.stringMatching(shown));
  expect(JSON.stringify(findings)).not.toContain(canary);
});

it.each(places)('finds a value of .env in %s, and never shows it', async (_, image, shown) => {
  const value = randomBytes(9).toString('hex');
  const scan = await findEnvValues(await write(image(value)), [{ name: 'TOKEN', value }]);
  const lines = scan.findings.map(describeEnvFinding);
  expect(lines).toContainEqual(expect.stringMatching(shown));
  expect(lines).toContainEqual(expect.stringContaining('TOKEN, as it is'));
  expect(JSON.stringify(scan)).not.toContain(value);
});

it('finds a secret at every seam of a large file once', async () => {
  const text = Array.from({ length: 300_000 }, (_, at) => `line ${at}\n`);
  for (let at = 0; at < text.length; at += 1000)
    text[at] = `x ${['ghp', randomBytes(18).toString('hex')].join('_')}\n`;
  const { findings } = await scan({ layers: [[{ name: 'app/a.txt', content: text.join('') }]] });
  expect(findings).toHaveLength(300);
});

it('finds nothing where nothing is', async () => {
  expect(await scan({ layers: plain })).toMatchObject({ files: 1, findings: [] });
  const values = [{ name: 'TOKEN', value: canary }];
  expect(await findEnvValues(await write({ layers: plain }), values)).toMatchObject({
    files: 1,
    findings: [],
  });
});

it('says which archives stay closed, and searches the others', async () => {
  const { opened, unopened } = await scan({
    layers: [
      [
        { name: 'a.gz', content: gzipSync('x') },
        { name: 'b.xz', content: Buffer.from('\xfd7zXZ\0 and more', 'latin1') },
        { name: 'c.zip', content: 'PK\x03\x04 and no more' },
      ],
    ],
  });
  expect(opened).toBe(1);
  expect(unopened).toEqual([
    { file: '/b.xz', why: 'xz is not unpacked here' },
    { file: '/c.zip', why: 'it is no whole zip archive' },
  ]);
});

/** An archive of one file that is stored as it is. */
function zip(name: string, text: string): Buffer {
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc32(text), 0);
  sizes.writeUInt32LE(text.length, 4);
  sizes.writeUInt32LE(text.length, 8);
  const common = Buffer.concat([Buffer.alloc(8), sizes, Buffer.from([name.length, 0, 0, 0])]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\0'), common, Buffer.from(name + text)]);
  const central = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\0\x14\0'),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
