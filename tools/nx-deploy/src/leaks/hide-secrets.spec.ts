import { hideSecretArguments, hideSecrets } from './hide-secrets.ts';

describe('what looks like a secret is hidden', () => {
  it.each([
    ['a token of a known form', `RUN fetch ghp_${'0a1B'.repeat(9)} now`, 'RUN fetch ••• now'],
    ['a value by its name', 'ENV DB_PASSWORD=horse', 'ENV DB_PASSWORD=•••'],
    [
      'a build argument',
      'RUN |1 NPM_TOKEN=horse /bin/sh -c npm ci',
      'RUN |1 NPM_TOKEN=••• /bin/sh -c npm ci',
    ],
    ['a value in quotes', 'ENV API_KEY="a horse" B=c', 'ENV API_KEY=••• B=c'],
    ['a value in JSON', `RUN echo '{"password": "horse"}'`, `RUN echo '{"password": •••}'`],
    ['an option', 'RUN login --password horse --now', 'RUN login --password ••• --now'],
    ['a login', 'RUN curl -u me:horse https://a.b', 'RUN curl -u me:••• https://a.b'],
    ['an address', 'RUN git clone https://me:horse@a.b/c', 'RUN git clone •••/c'],
    ['a connection', 'RUN fill redis://:horse@cache', 'RUN fill redis://:•••@cache'],
    ['a header', 'RUN curl -H "X: Bearer abcdefgh1"', 'RUN curl -H "X: Bearer •••"'],
    ['what nobody can read', 'RUN run Zm9vYmFyMTIzNDU2Nzg5MGFiYw==', 'RUN run •••'],
  ])('%s', async (_, text, shown) => {
    expect(await hideSecrets(text)).toBe(shown);
  });

  it('in what follows an argument', async () => {
    expect(await hideSecretArguments(['main.mjs', '--token', 'horse', '--port', '80'])).toEqual([
      'main.mjs',
      '--token',
      '•••',
      '--port',
      '80',
    ]);
  });
});

it.each([
  'COPY --chmod=755 node /nodejs/bin/node # buildkit',
  'RUN --mount=type=secret,id=npm_token npm ci --omit=dev',
  'FROM node@sha256:bf80f71301808f089537e9fe89ad9f92614b45b07b41a7ac990eb816f49988bc',
  'ENV NODE_VERSION=24.1.0 PATH=/usr/local/sbin:/usr/local/bin KEYBOARD=de',
  'RUN apt-get install -y --no-install-recommends ca-certificates',
  'org.opencontainers.image.revision=0cfb9ca2d1f1e3a4b5c6d7e8f90a1b2c3d4e5f60',
  '/app/node_modules/next/dist/compiled/@vercel/og/noto-sans-v27-latin-regular.ttf',
])('what only looks long is shown: %s', async (text) => {
  expect(await hideSecrets(text)).toBe(text);
});
