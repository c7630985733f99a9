import assert from 'node:assert/strict';
import { type Namespace, release } from './cluster.ts';
import { reachableFrom, type Target } from './probe.ts';

const ports = { frontend: 3000, backend: 8000, postgres: 5432 };

/** Pods of all kinds try every part of the release, by address and by name; each must reach what it should alone. */
export async function proveIsolation(home: Namespace, elsewhere: Namespace): Promise<string> {
  const targets: Target[] = [];
  let image = '';
  for (const [name, port] of Object.entries(ports)) {
    const [pod] = await home.pods(name);
    assert.ok(pod, `there is no pod of the ${name}`);
    image ||= pod.spec.containers[0]?.image ?? '';
    targets.push({ name, host: pod.status.podIP, port });
    targets.push({ name: `${name} by name`, host: `${release}-${name}.${home.name}`, port });
  }
  const byBoth = (name: string): string[] => [name, `${name} by name`];
  const cases: [string, Namespace, Record<string, string>, string[]][] = [
    ['stranger-elsewhere', elsewhere, {}, byBoth('frontend')],
    // The labels of the frontend open nothing in another namespace.
    ['impostor-elsewhere', elsewhere, labelsOf('frontend'), byBoth('frontend')],
    ['stranger-at-home', home, {}, byBoth('frontend')],
    ['nobody-of-the-release', home, labelsOf(), []],
    // Its policy is there only while `helm test` runs.
    ['as-test', home, labelsOf('test'), []],
    ['as-frontend', home, labelsOf('frontend'), byBoth('backend')],
    ['as-backend', home, labelsOf('backend'), byBoth('postgres')],
    // It may not even look names up.
    ['as-postgres', home, labelsOf('postgres'), []],
  ];
  await elsewhere.create();
  for (const [name, namespace, labels, expected] of cases)
    assert.deepEqual(await reachableFrom(namespace, { name, image, labels }, targets), expected, name);
  return `${cases.length} kinds of pods, ${cases.length * targets.length} connections`;
}

const labelsOf = (component?: string): Record<string, string> => ({
  'app.kubernetes.io/name': release,
  'app.kubernetes.io/instance': release,
  ...(component ? { 'app.kubernetes.io/component': component } : {}),
});
