/** Says at once what is missing, instead of failing in every journey. */
export default async function requireRelease() {
  const address = process.env['BASE_URL'];
  if (!address) {
    throw new Error(
      'BASE_URL is not set. Give the address of a running frontend, like BASE_URL=http://127.0.0.1:3000.',
    );
  }
  const ready = await fetch(new URL('/readyz', address)).catch(() => undefined);
  const { api } = (await ready?.json().catch(() => undefined)) ?? {};
  if (api !== 'up') {
    throw new Error(
      `The frontend at ${address} ${ready ? 'does not reach its API' : 'does not answer'}. ` +
        'Start the release first, for example with "npm run up".',
    );
  }
}
