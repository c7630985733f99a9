import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FixtureImage, writeFixtureArchive } from '../images/fixture-archive.ts';
import { findSoftware } from './find-software.ts';
import { writeBom } from './write-bom.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sbom-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Listed {
  components?: { name: string; purl?: string; cpe?: string; hashes?: unknown; licenses?: unknown }[];
  metadata: { component: { version: string } };
}

async function write(layers: FixtureImage['layers']): Promise<string> {
  const path = join(folder, 'image.tar');
  await writeFixtureArchive(path, { layers });
  const { archive, ...software } = await findSoftware(path);
  const receipt = { imageId: archive.imageId, base: { reference: 'distroless:13' } };
  return writeBom({ project: 'api', receipt, ...software });
}

const list = async (layers: FixtureImage['layers']) => JSON.parse(await write(layers)) as Listed;
const purls = async (layers: FixtureImage['layers']) =>
  (await list(layers)).components?.flatMap(({ purl }) => purl ?? []) ?? [];

const file = (name: string, content: string) => ({ name, content });
const packageJson = (name: string, fields: object) =>
  file(`app/node_modules/${name}/package.json`, JSON.stringify({ name, ...fields }));

const debian = [
  file('usr/lib/os-release', 'ID=debian\nVERSION_ID="13"\nPRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n'),
  file('var/lib/dpkg/status.d/libc6', 'Package: libc6\nVersion: 2.41-12\nArchitecture: amd64\n'),
  file('var/lib/dpkg/status.d/libc6.md5sums', 'Package: none\nVersion: 0\n'),
];
const bundled = file(
  'app/bundled.cdx.json',
  JSON.stringify({
    bomFormat: 'CycloneDX',
    components: [
      {
        group: '@fastify',
        name: 'send',
        version: '4.2.1',
        purl: 'pkg:npm/%40fastify/send@4.2.1?vcs_url=git',
        licenses: [{ license: { id: 'MIT' } }],
      },
    ],
  }),
);
// As large as a program has to be to be looked into.
const program = `${'x'.repeat(33 * 1024 * 1024)}node.js/v24.21.0\0`;

it('lists what ships: system packages, npm packages, what a bundle holds, and Node itself', async () => {
  const { components } = await list([
    debian,
    [file('nodejs/bin/node', program)],
    [packageJson('next', { version: '16.4.6', license: 'MIT' }), bundled],
  ]);
  expect(new Set(components?.map(({ purl, name }) => purl ?? name))).toEqual(
    new Set([
      'debian',
      'pkg:generic/node@24.21.0',
      'pkg:deb/debian/libc6@2.41-12?arch=amd64&distro=debian-13',
      'pkg:npm/%40fastify/send@4.2.1',
      'pkg:npm/next@16.4.6',
    ]),
  );
  const node = components?.find(({ name }) => name === 'node');
  expect(node).toMatchObject({
    cpe: 'cpe:2.3:a:nodejs:node.js:24.21.0:*:*:*:*:*:*:*',
    hashes: [{ alg: 'SHA-256', content: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  });
  expect(components?.find(({ name }) => name === 'next')?.licenses).toEqual([{ license: { id: 'MIT' } }]);
});

it('lists no package that a later layer deleted or replaced', async () => {
  const layers = [
    [packageJson('old', { version: '1.0.0' }), packageJson('kept', { version: '1.0.0' })],
    [file('app/node_modules/.wh.old', ''), packageJson('kept', { version: '2.0.0' })],
  ];
  expect(await purls(layers)).toEqual(['pkg:npm/kept@2.0.0']);
});

it('lists a package once that lies in several places, with all of them', async () => {
  const twice = [
    file('app/node_modules/ms/package.json', '{"name":"ms","version":"2.1.3"}'),
    file('app/node_modules/debug/node_modules/ms/package.json', '{"name":"ms","version":"2.1.3"}'),
  ];
  expect(await purls([twice])).toEqual(['pkg:npm/ms@2.1.3']);
  expect(await write([twice])).toContain('/app/node_modules/debug/node_modules/ms/package.json');
});

it('takes no file for a package that tells no version or is broken', async () => {
  const odd = [packageJson('esm', { type: 'module' }), file('app/node_modules/x/package.json', '{"name":')];
  expect(await purls([odd])).toEqual([]);
});

it('reads the lists of Debian and of Alpine', async () => {
  const dpkg =
    'Package: bash\nStatus: install ok installed\nVersion: 5.2-1\n\nPackage: gone\nStatus: deinstall ok config-files\nVersion: 1\n';
  expect(await purls([[file('var/lib/dpkg/status', dpkg)]])).toEqual(['pkg:deb/debian/bash@5.2-1']);
  const apk = 'C:Q1\nP:musl\nV:1.2.5-r0\nA:x86_64\nL:MIT\n\n';
  const alpine = file('etc/os-release', 'ID=alpine\nVERSION_ID=3.22.0\n');
  expect(await purls([[alpine, file('lib/apk/db/installed', apk)]])).toEqual([
    'pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64&distro=alpine-3.22.0',
  ]);
});

it('gives a valid list for an image of which nothing is known', async () => {
  const { components = [], metadata } = await list([[file('run', 'program')]]);
  expect(components).toEqual([]);
  expect(metadata.component.version).toMatch(/^sha256:/);
});

it('writes valid CycloneDX, and the same bytes for the same image', async () => {
  const layers = [debian, [packageJson('odd', { version: '1.0.0', license: 'SEE LICENSE IN x' }), bundled]];
  const text = await write(layers);
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)).toBeNull();
  expect(await write(layers)).toBe(text);
  expect(text).not.toMatch(/timestamp|serialNumber/);
});
