// Proves on a real cluster what rendering cannot show: who reaches whom, that deploys settle with all kinds of objects,
// that several pods may start at once, that nobody notices a rolling update, that a new variable takes two edits, and
// that an upgrade keeps the data.
//   NX_DEPLOY_CONTEXT=… npx nx run habit-tracker:cluster-test [--from=REVISION] [--rollouts=3]
// With --from it also upgrades from the chart of that revision. The helm on the PATH is used, where there is one.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { helmVersion, Namespace, release } from './cluster.ts';
import { proveIsolation } from './isolation.ts';
import { proveNewVariable } from './new-variable.ts';
import { proveRollingUpdates } from './rolling.ts';
import { proveStartingTogether } from './starting-together.ts';
import { proveUpgrade } from './upgrade.ts';

const { values: options } = parseArgs({
  options: { from: { type: 'string' }, rollouts: { type: 'string', default: '3' } },
});
const rollouts = Number(options.rollouts);
// Any port that is free: other releases may run beside this one.
const frontend = { service: { nodePort: 0 } };
const local = { database: { enabled: true }, frontend };

const home = new Namespace('home');
const elsewhere = new Namespace('elsewhere');
const crowd = new Namespace('crowd');
const changed = new Namespace('changed');
const older = new Namespace('older');

let passed = 0;
let failed = 0;
const startedAt = Date.now();
try {
  await check('A deploy settles: the second one sends nothing', () => settles(local));
  await check('helm test walks through the release', async () => {
    assert.match(await home.helm('test', release, '--logs'), /✓ delete the account/);
  });
  await check('Everybody reaches what they should, and nothing else', () => proveIsolation(home, elsewhere));
  await check('Rolling updates of one pod each are not noticed', () => proveRollingUpdates(home, rollouts));
  await check('A deploy with several pods and budgets settles', () =>
    settles({ ...local, backend: { replicas: 2 }, frontend: { ...frontend, replicas: 2 } }),
  );
  await check('Rolling updates of two pods each are not noticed', () => proveRollingUpdates(home, rollouts));
  await check('A deploy with autoscalers settles, and leaves the number of pods to them', autoscaled);
  await check('A deploy with an Ingress settles', () =>
    settles({ ...local, ingress: { enabled: true, hosts: ['habits.example.com'] } }),
  );
  await check('Three backends start together on an empty database', () =>
    proveStartingTogether(crowd, { ...local, backend: { replicas: 3 } }),
  );
  await check('A variable that is declared and read is seen by the pod', () =>
    proveNewVariable(changed, local),
  );
  const { from } = options;
  if (from)
    await check(`An upgrade from the chart of ${from} keeps the data`, async () =>
      proveUpgrade(older, from, await asBuilt()),
    );
  else console.log('- No upgrade was tried: name an earlier revision with --from');
} finally {
  await Promise.all([home, elsewhere, crowd, changed, older].map((namespace) => namespace.remove()));
}
const seconds = Math.round((Date.now() - startedAt) / 1000);
console.log(`${passed} passed, ${failed} failed (helm ${helmVersion}, ${seconds} s)`);
process.exitCode = failed > 0 ? 1 : 0;

async function check(name: string, prove: () => Promise<string | void>): Promise<void> {
  try {
    const figure = await prove();
    passed += 1;
    console.log(`✓ ${name}${figure ? `: ${figure}` : ''}`);
  } catch (error) {
    failed += 1;
    console.log(`✗ ${name}\n  ${(error as Error).message.replaceAll('\n', '\n  ')}`);
  }
}

async function settles(values: object): Promise<void> {
  await home.deploy(values);
  assert.match(await home.deploy(values), /Nothing to send/);
}

async function autoscaled(): Promise<string> {
  const autoscaling = { enabled: true, minReplicas: 2, maxReplicas: 3 };
  const values = { ...local, backend: { autoscaling }, frontend: { ...frontend, autoscaling } };
  // Two pods each run, which the autoscalers take over.
  const fewest = { backend: Infinity, frontend: Infinity };
  const counting = new AbortController();
  await Promise.all([
    countFewest(fewest, counting.signal),
    home.deploy(values).finally(() => counting.abort()),
  ]);
  assert.deepEqual(fewest, { backend: 2, frontend: 2 }, 'fewer pods were wanted meanwhile');
  await home.deploy(values);
  assert.match(await home.deploy(values), /Nothing to send/);
  const counts = await Promise.all([wanted('backend'), wanted('frontend')]);
  assert.ok(
    counts.every((count) => Number(count) >= 2),
    `${counts.join(' and ')} pods are wanted`,
  );
  return `${counts.join(' and ')} pods wanted`;
}

function wanted(app: string): Promise<string> {
  return home.kubectl('get', 'deployment', `${release}-${app}`, '--output=jsonpath={.spec.replicas}');
}

/** How many pods are wanted at least, from look to look. */
async function countFewest(
  fewest: { backend: number; frontend: number },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const app of ['backend', 'frontend'] as const)
      fewest[app] = Math.min(fewest[app], Number(await wanted(app)));
    await pause(200);
  }
}

/** The values of a release with what was built here, and a Secret of the chart. */
async function asBuilt(): Promise<object> {
  const tag = async (app: string): Promise<object> => {
    const [pod] = await home.pods(app);
    return { image: { tag: pod?.spec.containers[0]?.image.split(':').at(-1) } };
  };
  const [backendImage, frontendImage] = await Promise.all([tag('backend'), tag('frontend')]);
  return {
    ...local,
    backend: backendImage,
    frontend: { ...frontend, ...frontendImage },
    secrets: {
      create: true,
      values: { JWT_SECRET: 'k3v0Zp7q9sT1xW5yB8dF2gH4jL6nM0rQ', POSTGRES_PASSWORD: 'only-for-this-test' },
    },
  };
}
