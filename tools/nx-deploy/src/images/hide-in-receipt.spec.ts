import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFixtureArchive } from './fixture-archive.ts';
import { hideInReceipt } from './hide-in-receipt.ts';
import { readImageArchive } from './image-archive.ts';
import { describeImage } from './image-receipt.ts';
import { LocalSecrets } from './local-secrets.ts';

let folder: string;
let secret: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'receipt-'));
  secret = ['ghp', randomBytes(18).toString('hex')].join('_');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const layers = [[{ name: 'app/main.mjs', content: 'console.log(1)' }]];

async function archive(config: Record<string, unknown>, history: string[]) {
  await writeFixtureArchive(join(folder, 'image.tar'), { layers, config, history });
  return readImageArchive(join(folder, 'image.tar'));
}

it('keeps secrets of a Dockerfile out of the receipt, and changes nothing else of it', async () => {
  const image = await archive(
    {
      Entrypoint: ['/run', '--password', secret.slice(4, 12)],
      Cmd: [`--key=${secret}`, 'main.mjs'],
      Labels: {
        [secret]: 'a',
        token: secret,
        'my.password': 'horse',
        'org.opencontainers.image.version': '1.2.3',
      },
    },
    [`RUN |1 TOKEN=${secret} /bin/sh -c make # buildkit`],
  );
  const receipt = describeImage(image, 'FROM base:1\nRUN make\n');
  const shown = await hideInReceipt(receipt);
  expect(JSON.stringify(shown)).not.toContain(secret);
  expect(shown).toEqual({
    ...receipt,
    entrypoint: ['/run', '--password', '•••'],
    cmd: ['--key=•••', 'main.mjs'],
    labels: { '•••': 'a', token: '•••', 'my.password': '•••', 'org.opencontainers.image.version': '1.2.3' },
    layers: [{ ...receipt.layers[0], createdBy: 'RUN |1 TOKEN=••• /bin/sh -c make # buildkit' }],
  });
});

describe('a value of .env', () => {
  const value = 'correct horse';
  beforeEach(() => writeFileSync(join(folder, '.env'), `SHOP_SECRET="${value}"\n`));

  it('in a line of the Dockerfile leaves no receipt', async () => {
    const secrets = await LocalSecrets.read(folder, '.');
    const image = await archive({}, [`RUN echo ${value} > /a`]);
    expect(() => secrets.refuse('api', 'Dockerfile', image)).toThrow(/hold the value of SHOP_SECRET/);
    expect(() => secrets.refuse('api', 'Dockerfile', image)).not.toThrow(value);
  });

  it('is not shown while a build speaks', async () => {
    const secrets = await LocalSecrets.read(folder, '.');
    expect(await secrets.hide(`[2/3] RUN echo ${value}`)).toBe('[2/3] RUN echo •••');
  });

  it('refuses no image without it', async () => {
    const secrets = await LocalSecrets.read(folder, '.');
    const image = await archive({}, ['RUN echo another horse']);
    expect(() => secrets.refuse('api', 'Dockerfile', image)).not.toThrow();
  });
});
