// Proves on a real cluster that credentials can be exchanged while people use the app, in the shape of production:
// values-production.yaml, a PostgreSQL outside the release, and a Secret that was made before.
//   NX_DEPLOY_CONTEXT=… npx nx run habit-tracker:secret-update
import { type LoadResult, readYaml, workspaceRoot } from '@habit/nx-deploy/chart-testing';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Namespace, release } from './cluster.ts';
import { assertNothingLost, startUsing } from './load.ts';
import { OutsideDatabase } from './outside-database.ts';
import { Person } from './person.ts';
import { prove } from './proof.ts';
import { waitUntil } from './wait-until.ts';

interface Secrets {
  DATABASE_URL: string;
  JWT_SECRET: string;
  JWT_SECRET_PREVIOUS?: string;
}

const perSecond = 10;
const secretName = 'habit-tracker-outside';
const door = 'door';

const home = new Namespace('production');
const elsewhere = new Namespace('database');

const production = readYaml<object>(join(workspaceRoot, 'infra/helm/habit-tracker/values-production.yaml'));
/** What belongs to this cluster alone: the name of the Secret, and where the database is. */
const values = {
  ...production,
  secrets: { existingSecret: secretName },
  networkPolicy: {
    backend: {
      databaseTo: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': elsewhere.name } } }],
    },
  },
};

await prove('secret-update', [home, elsewhere], async (check) => {
  let database!: OutsideDatabase;
  let url = '';
  let person!: Person;
  let secrets!: Secrets;
  let firstSession = '';

  await check('A release in the shape of production runs on an outside database', async () => {
    database = await OutsideDatabase.start(elsewhere);
    secrets = { DATABASE_URL: await database.createRole('habit_first'), JWT_SECRET: newKey() };
    await home.create();
    await writeSecret(secrets);
    await home.deploy(values);
    url = await openDoor();
    person = await Person.register(url);
    await person.createHabit('Read ten pages');
    firstSession = person.token;
    return hasShape();
  });
  await check('The database knows the backend by its first role', () => isKnownAs('habit_first'));

  const load = startUsing(url, person, perSecond);
  let result: LoadResult;
  try {
    await check('DATABASE_URL is changed to a new role, and the backend restarts by itself', async () => {
      secrets = { ...secrets, DATABASE_URL: await database.createRole('habit_second') };
      return deployRenews(secrets);
    });
    await check('The database knows the backend by its second role, and no longer by the first', async () => {
      const detail = await isKnownAs('habit_second');
      assert.equal(await database.sessionsOf('habit_first'), 0);
      return detail;
    });
    await check('The first role is refused, and nobody needs it', async () => {
      await database.refuse('habit_first');
      assert.match(await database.comeAs('habit_first'), /not permitted to log in/);
      assert.equal(await database.comeAs('habit_second'), 'habit_owner');
      await person.signIn();
      assert.deepEqual(await person.habits(), ['Read ten pages']);
      return 'it may not log in; the data is there as before';
    });
    await check('JWT_SECRET is changed with overlap: who is signed in stays signed in', async () => {
      secrets = { ...secrets, JWT_SECRET: newKey(), JWT_SECRET_PREVIOUS: secrets.JWT_SECRET };
      const detail = await deployRenews(secrets);
      assert.equal(await statusWith(firstSession), 200, 'a session from before');
      await person.signIn();
      assert.equal(await statusWith(person.token), 200, 'a session from now');
      return detail;
    });
  } finally {
    result = await load.stop();
  }
  await check('Nobody noticed', async () => assertNothingLost(result, perSecond * 10));
  await check('Without the previous key its sessions end, and those of the new one go on', async () => {
    const current = person.token;
    const { DATABASE_URL, JWT_SECRET } = secrets;
    const detail = await deployRenews({ DATABASE_URL, JWT_SECRET });
    assert.equal(await statusWith(firstSession), 401);
    assert.equal(await statusWith(current), 200);
    return detail;
  });

  async function statusWith(token: string): Promise<number> {
    const response = await fetch(`${url}/api/v1/me`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(15_000),
    });
    await response.arrayBuffer();
    return response.status;
  }

  async function isKnownAs(role: string): Promise<string> {
    await waitUntil(`${role} has sessions`, async () => (await database.sessionsOf(role)) > 0, 30_000);
    return `${await database.sessionsOf(role)} sessions of ${role}`;
  }
});

function newKey(): string {
  return randomBytes(36).toString('base64');
}

/** Through the standard input, so that no value is on a command line. */
async function writeSecret(values: Secrets): Promise<void> {
  const data = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  );
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: secretName }, data };
  const words = ['--server-side', '--force-conflicts', '--field-manager=chart-test', '--filename=-'];
  await home.send(JSON.stringify(secret), 'apply', ...words);
}

/** Writes the Secret and deploys; the backend's pods are renewed, and the frontend's, which never read it, are not. */
async function deployRenews(secrets: Secrets): Promise<string> {
  const namesOf = async (app: string): Promise<string[]> =>
    (await home.pods(app)).map(({ metadata }) => metadata.name);
  const [backends, frontends] = [await namesOf('backend'), await namesOf('frontend')];
  await writeSecret(secrets);
  await home.deploy(values);
  await waitUntil('the old pods are gone', async () =>
    (await home.pods('backend')).every(({ metadata }) => !metadata.deletionTimestamp),
  );
  const now = await namesOf('backend');
  assert.deepEqual(
    now.filter((name) => backends.includes(name)),
    [],
    'pods from before still run',
  );
  const kept = (await namesOf('frontend')).filter((name) => frontends.includes(name));
  assert.ok(kept.length > 0, 'the frontend was renewed as well');
  return `${backends.length} old, ${now.length} new pods; the frontend's stayed`;
}

/** Where there is no ingress controller, a port of the node leads to the frontend as one would. */
async function openDoor(): Promise<string> {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: door },
    spec: {
      type: 'NodePort',
      selector: { 'app.kubernetes.io/instance': release, 'app.kubernetes.io/component': 'frontend' },
      ports: [{ port: 80, targetPort: 'http' }],
    },
  };
  await home.send(JSON.stringify(service), 'apply', '--filename=-');
  return home.url(door);
}

/** The objects that make it production: asked of the cluster, and seen at work. */
async function hasShape(): Promise<string> {
  const count = async (app: string): Promise<number> =>
    (await home.pods(app)).filter(({ status }) => status.containerStatuses?.every(({ ready }) => ready))
      .length;
  await waitUntil('the autoscalers have two pods of each app ready', async () =>
    (await Promise.all([count('backend'), count('frontend')])).every((pods) => pods >= 2),
  );
  const names = async (kind: string): Promise<string> => {
    const text = await home.kubectl('get', kind, '--output=jsonpath={.items[*].metadata.name}');
    return text.split(' ').sort().join(' ');
  };
  const both = `${release}-backend ${release}-frontend`;
  assert.equal(await names('horizontalpodautoscalers'), both);
  assert.equal(await names('poddisruptionbudgets'), both);
  assert.equal(await names('ingresses'), release);
  assert.equal(await names('statefulsets'), '', 'the chart brought a database of its own');
  const tls = await home.kubectl('get', 'ingress', release, '--output=jsonpath={.spec.tls[0].secretName}');
  assert.equal(tls, `${release}-tls`);
  return `${await count('backend')} backends, ${await count('frontend')} frontends, autoscalers, budgets, TLS`;
}
