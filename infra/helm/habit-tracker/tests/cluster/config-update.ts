// Proves on a real cluster that a changed ConfigMap reaches the pods by itself: the frontend is led to another API and
// back again, while somebody uses the app.
//   NX_DEPLOY_CONTEXT=… npx nx run habit-tracker:config-update
import type { Load, LoadResult } from '@habit/nx-deploy/chart-testing';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Namespace, release } from './cluster.ts';
import { assertNothingLost, startUsing } from './load.ts';
import { Person } from './person.ts';
import { prove } from './proof.ts';
import { type SecondApi, startSecondApi } from './second-api.ts';
import { waitUntil } from './wait-until.ts';

const perSecond = 10;
const questions = 20;

const home = new Namespace('config');
const values = { database: { enabled: true }, frontend: { service: { nodePort: 0 } } };

await prove('config-update', [home], async (check) => {
  let url = '';
  let person!: Person;
  let second!: SecondApi;

  await check('The app runs with its own API', async () => {
    await home.deploy(values);
    url = await home.url();
    person = await Person.register(url);
    await person.createHabit('Read ten pages');
    const [pod] = await home.pods('backend');
    second = await startSecondApi(home, String(pod?.spec.containers[0]?.image));
    return asksOwnApi(url, second);
  });

  const load = startUsing(url, person, perSecond);
  const result = await stopAfter(load, async () => {
    await check('NEXT_PUBLIC_API_URL is changed, and the frontend restarts by itself', () =>
      deployRenews({ ...values, config: { NEXT_PUBLIC_API_URL: second.url } }),
    );
    await check('The new address is used, and the old one no longer', () => asksSecondApi(url, second));
    await check('It is changed back, and the frontend restarts by itself', () => deployRenews(values));
    await check('The first address is used again, and nothing was lost', async () => {
      const detail = await asksOwnApi(url, second);
      await person.signIn();
      assert.deepEqual(await person.habits(), ['Read ten pages']);
      return detail;
    });
  });
  await check('Nobody noticed', async () => assertNothingLost(result, perSecond * 10));
});

/** The load ends whatever happens. */
async function stopAfter(load: Load, work: () => Promise<void>): Promise<LoadResult> {
  try {
    await work();
  } catch (error) {
    await load.stop();
    throw error;
  }
  return load.stop();
}

/** Deploys, and waits until none of the frontend's pods from before is left. */
async function deployRenews(changed: object): Promise<string> {
  const before = new Set((await home.pods('frontend')).map(({ metadata }) => metadata.name));
  await home.deploy(changed);
  await waitUntil('the old pods are gone', async () =>
    [...(await home.pods('frontend')), ...(await home.pods('backend'))].every(
      ({ metadata }) => !metadata.deletionTimestamp,
    ),
  );
  const after = (await home.pods('frontend')).map(({ metadata }) => metadata.name);
  assert.ok(after.length > 0, 'the frontend has no pod');
  assert.deepEqual(
    after.filter((name) => before.has(name)),
    [],
    'pods from before still run',
  );
  return `${before.size} old, ${after.length} new`;
}

async function asksSecondApi(url: string, second: SecondApi): Promise<string> {
  const asked = await ask(url);
  for (const { path, text } of asked) {
    assert.ok(
      text.includes(second.mark),
      `${path} was not answered by the second API: ${text.slice(0, 200)}`,
    );
    assert.ok(await second.wasAsked(path), `the second API was not asked ${path}`);
  }
  const log = await ownLog();
  assert.deepEqual(
    asked.filter(({ path }) => log.includes(path)),
    [],
    'the first API was asked as well',
  );
  return `${asked.length} of ${asked.length} questions went there, none to the first`;
}

async function asksOwnApi(url: string, second: SecondApi): Promise<string> {
  const asked = await ask(url);
  const log = await ownLog();
  for (const { path, text } of asked) {
    assert.ok(!text.includes(second.mark), `${path} was answered by the second API`);
    assert.ok(log.includes(path), `the own API was not asked ${path}`);
    assert.ok(!(await second.wasAsked(path)), `the second API was asked ${path}`);
  }
  return `${asked.length} of ${asked.length} questions went there`;
}

/** Each path is asked once in the world, so that it can be found in the words of whoever was asked. */
async function ask(url: string): Promise<{ path: string; text: string }[]> {
  const asked: { path: string; text: string }[] = [];
  for (let count = 0; count < questions; count += 1) {
    const path = `/api/v1/${randomUUID()}`;
    const response = await fetch(url + path, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(15_000),
    });
    asked.push({ path, text: await response.text() });
  }
  return asked;
}

function ownLog(): Promise<string> {
  return home.kubectl(
    'logs',
    `--selector=app.kubernetes.io/instance=${release},app.kubernetes.io/component=backend`,
    '--tail=-1',
  );
}
