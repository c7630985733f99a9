import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import type { ImageReceipt } from '../images/image-receipt.ts';
import { findOnPath } from '../tools/find-on-path.ts';
import { publishImage } from './publish-image.ts';

const program = findOnPath('docker-registry');
const describeWithRegistry = program ? describe : describe.skip;
if (!program) console.warn('Publishing is not tested here: install the Debian package docker-registry.');

const sha256 = (data: Buffer): string => `sha256:${createHash('sha256').update(data).digest('hex')}`;

// The bcrypt hash of "let-me-in".
const htpasswd = 'maker:$2b$05$wpJlF2sKv8hZYtskvek00edNVHqSf813Y/Gpin.cfMQFZgPk.3K6K\n';

let folder: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'publish-'));
});

afterEach(async () => {
  for (const child of running.splice(0)) {
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill();
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function startRegistry({ locked = false } = {}): Promise<string> {
  const port = await freePort();
  const store = join(folder, `store-${port}`);
  await writeFile(join(folder, 'htpasswd'), htpasswd);
  const auth = locked ? `auth: { htpasswd: { realm: test, path: ${join(folder, 'htpasswd')} } }\n` : '';
  const config = `version: 0.1\nlog: { level: error }\nstorage: { filesystem: { rootdirectory: ${store} } }\nhttp: { addr: "127.0.0.1:${port}" }\n${auth}`;
  await writeFile(join(folder, 'registry.yml'), config);
  running.push(spawn(program ?? '', ['serve', join(folder, 'registry.yml')], { stdio: 'ignore' }));
  for (let tries = 0; tries < 250; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/v2/`).catch(() => undefined)) return `127.0.0.1:${port}`;
    await sleep(100);
  }
  throw new Error('The registry did not start.');
}

async function writeArchive(layerTexts: string[], { layout = ' ' } = {}) {
  const layers = layerTexts.map((text) => gzipSync(Buffer.from(text)));
  const config = Buffer.from(JSON.stringify({ os: 'linux', layers: layerTexts }));
  const describe = (mediaType: string, data: Buffer) => ({
    mediaType,
    digest: sha256(data),
    size: data.length,
  });
  const prefix = 'application/vnd.docker';
  const mediaType = `${prefix}.distribution.manifest.v2+json`;
  // Its white space is part of its digest.
  const manifest = Buffer.from(
    JSON.stringify(
      {
        schemaVersion: 2,
        mediaType,
        config: describe(`${prefix}.container.image.v1+json`, config),
        layers: layers.map((layer) => describe(`${prefix}.image.rootfs.diff.tar.gzip`, layer)),
      },
      null,
      layout,
    ),
  );
  const archive = join(folder, `image-${randomBytes(4).toString('hex')}.tar`);
  const tar = pack();
  for (const blob of [...layers, config, manifest])
    tar.entry({ name: `blobs/sha256/${sha256(blob).slice(7)}` }, blob);
  tar.entry({ name: 'index.json' }, JSON.stringify({ manifests: [describe(mediaType, manifest)] }));
  tar.finalize();
  await pipeline(tar, createWriteStream(archive));
  const receipt = { imageId: sha256(config), manifestDigest: sha256(manifest) } as ImageReceipt;
  return { archive, receipt, manifest, mediaType };
}

const login = async (password: string): Promise<NodeJS.ProcessEnv> => {
  const host = Object.fromEntries(
    registries.map((name) => [name, { auth: Buffer.from(`maker:${password}`).toString('base64') }]),
  );
  await mkdir(join(folder, 'docker'), { recursive: true });
  await writeFile(join(folder, 'docker/config.json'), JSON.stringify({ auths: host }));
  return { DOCKER_CONFIG: join(folder, 'docker') };
};
let registries: string[] = [];

const publish = (
  image: { archive: string; receipt: ImageReceipt },
  registry: string,
  more: { tags?: string[]; dryRun?: boolean; environment?: NodeJS.ProcessEnv } = {},
) =>
  publishImage({
    project: 'api',
    registry,
    tags: [],
    dryRun: false,
    environment: { DOCKER_CONFIG: folder },
    ...image,
    ...more,
  });

describeWithRegistry('publishing to a registry', () => {
  it('serves the very bytes of the archive under its digest, its content tag and the names for people', async () => {
    const host = await startRegistry();
    const image = await writeArchive(['base', 'program']);
    const published = await publish(image, `${host}/shop`, { tags: ['1.2.0'] });
    expect(published).toMatchObject({ repository: `${host}/shop/api`, sentBlobs: 3, skippedBlobs: 0 });
    for (const name of [image.receipt.manifestDigest ?? '', image.receipt.imageId.slice(7, 19), '1.2.0']) {
      const served = await fetch(`http://${host}/v2/shop/api/manifests/${name}`, {
        headers: { accept: image.mediaType },
      });
      expect(Buffer.from(await served.arrayBuffer())).toEqual(image.manifest);
    }
  });

  it('sends only what the registry lacks', async () => {
    const host = await startRegistry();
    await publish(await writeArchive(['base', 'program']), host);
    const changed = await publish(await writeArchive(['base', 'another program']), host);
    expect(changed).toMatchObject({ sentBlobs: 2, skippedBlobs: 1 });
    const again = await publish(await writeArchive(['base', 'another program']), host);
    expect(again).toMatchObject({ sentBlobs: 0, skippedBlobs: 3, sent: 0 });
  });

  it('sends nothing in a dry run, and says what it would', async () => {
    const host = await startRegistry();
    const image = await writeArchive(['base']);
    expect(await publish(image, host, { dryRun: true })).toMatchObject({ sentBlobs: 2 });
    expect((await fetch(`http://${host}/v2/_catalog`).then((answer) => answer.json())) as unknown).toEqual({
      repositories: [],
    });
  });

  it('signs in as docker does', async () => {
    const host = await startRegistry({ locked: true });
    registries = [host];
    const image = await writeArchive(['base']);
    expect(await publish(image, host, { environment: await login('let-me-in') })).toMatchObject({
      sentBlobs: 2,
    });
  });

  it('tells how to sign in when it may not push, without the password', async () => {
    const host = await startRegistry({ locked: true });
    registries = [host];
    const refused = publish(await writeArchive(['base']), host, { environment: await login('wrong-word') });
    await expect(refused).rejects.toMatchObject({
      parts: { wrong: `${host} does not let us push.`, mend: `docker login ${host}` },
    });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('wrong-word') });
  });
});

it('refuses an archive that is not the one of the receipt', async () => {
  const image = await writeArchive(['base']);
  const other = await writeArchive(['other']);
  await expect(publish({ archive: image.archive, receipt: other.receipt }, '127.0.0.1:9')).rejects.toThrow(
    /receipt/,
  );
});

it('says when a registry cannot be reached, or none is named', async () => {
  const image = await writeArchive(['base']);
  await expect(publish(image, `127.0.0.1:${await freePort()}/shop`)).rejects.toThrow(/cannot be reached/);
  await expect(publish(image, 'https://registry.example.com')).rejects.toThrow(/names no registry/);
  await expect(publish(image, '127.0.0.1:9', { tags: ['a b'] })).rejects.toThrow(/cannot be a tag/);
});
