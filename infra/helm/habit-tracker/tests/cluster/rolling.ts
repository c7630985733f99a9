import { type Namespace, release } from './cluster.ts';
import { assertNothingLost, startUsing } from './load.ts';
import { Person } from './person.ts';
import { waitUntil } from './wait-until.ts';

const perSecond = 30;

/** Renews all pods of both apps again and again, while somebody uses the app where people reach it. */
export async function proveRollingUpdates(namespace: Namespace, rounds: number): Promise<string> {
  const url = await namespace.url();
  const person = await Person.register(url);
  await person.createHabit('Read ten pages');
  const load = startUsing(url, person, perSecond);
  let problem: unknown;
  try {
    for (let round = 0; round < rounds; round += 1) await renewAll(namespace);
  } catch (error) {
    problem = error;
  }
  const result = await load.stop();
  if (problem) throw problem;
  return assertNothingLost(result, rounds * perSecond * 5);
}

async function renewAll(namespace: Namespace): Promise<void> {
  const deployments = ['backend', 'frontend'].map((app) => `deployment/${release}-${app}`);
  await namespace.kubectl('rollout', 'restart', ...deployments);
  for (const deployment of deployments)
    await namespace.kubectl('rollout', 'status', deployment, '--timeout=180s');
  await waitUntil('the old pods are gone', async () => {
    const pods = [...(await namespace.pods('backend')), ...(await namespace.pods('frontend'))];
    return pods.every(({ metadata }) => !metadata.deletionTimestamp);
  });
}
