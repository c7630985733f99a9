import { workspaceRoot } from '@habit/nx-deploy/chart-testing';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Namespace, release, withFile } from './cluster.ts';
import { Person } from './person.ts';

const chart = 'infra/helm/habit-tracker';

/** Installs the chart of an earlier revision, lets somebody use it, and upgrades it to this one. */
export async function proveUpgrade(namespace: Namespace, revision: string, values: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chart-test-'));
  try {
    const archive = execFileSync('git', ['archive', revision, chart], { cwd: workspaceRoot });
    execFileSync('tar', ['-x', '-C', folder], { input: archive });
    await namespace.create();
    return await withFile(values, async (file) => {
      const install = (from: string) =>
        namespace.helm(
          'upgrade',
          '--install',
          release,
          join(from, chart),
          '--values',
          file,
          '--wait',
          '--timeout=180s',
        );
      await install(folder);
      const person = await Person.register(await namespace.url());
      await person.createHabit('Kept from before');
      const before = await fixedFields(namespace);

      await install(workspaceRoot);
      assert.deepEqual(await fixedFields(namespace), before);
      await person.signIn();
      assert.deepEqual(await person.habits(), ['Kept from before']);
      assert.match(await namespace.helm('test', release, '--logs'), /✓ delete the account/);
      return 'account, habit, selectors and volume are as before';
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What can never change in a living object, and which volume holds the data. */
const fixedFields = (namespace: Namespace): Promise<string[]> =>
  Promise.all([
    namespace.kubectl('get', 'deployments,statefulsets', '--output=jsonpath={.items[*].spec.selector}'),
    namespace.kubectl(
      'get',
      'statefulsets',
      '--output=jsonpath={.items[*].spec.volumeClaimTemplates[*].metadata}',
    ),
    namespace.kubectl('get', 'persistentvolumeclaims', '--output=jsonpath={.items[*].metadata.uid}'),
  ]);
