import assert from 'node:assert/strict';
import { type Namespace, release } from './cluster.ts';

/** Several backends find an empty database at the same moment; each migration must run once, and nobody fail. */
export async function proveStartingTogether(namespace: Namespace, values: object): Promise<string> {
  await namespace.deploy(values);
  const pods = await namespace.pods('backend');
  assert.equal(pods.length, 3);
  for (const { metadata, status } of pods)
    for (const { ready, restartCount } of status.containerStatuses ?? [])
      assert.deepEqual({ ready, restartCount }, { ready: true, restartCount: 0 }, metadata.name);

  const said = await namespace.kubectl(
    'logs',
    '--selector=app.kubernetes.io/component=backend',
    '--tail=-1',
    '--prefix',
  );
  assert.doesNotMatch(said, /"level":(50|60)/, 'a backend logged an error');
  const sql = 'select count(*), count(distinct name) from kysely_migration';
  const psql = ['psql', '-qtAX', '-U', 'habit', '-d', 'habit', '-c', sql];
  const counts = await namespace.kubectl('exec', `${release}-postgres-0`, '--', ...psql);
  const [rows, names] = counts.trim().split('|');
  assert.ok(Number(rows) > 0, 'no migration ran');
  assert.equal(rows, names, 'a migration ran twice');
  return `${rows} migration(s) once each, 3 pods ready without a restart`;
}
