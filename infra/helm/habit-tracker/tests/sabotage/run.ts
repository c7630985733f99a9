// Undoes each task of the list in turn, in a copy of the workspace, and looks whether the report shows exactly that.
//   npx nx run habit-tracker:sabotage-test [--needs files,engine,cluster] [--only T011,T012]
// Looks at files alone need nothing; of the others an engine, and NX_DEPLOY_CONTEXT, are needed.
import { readTaskList, type Row, targetsOf, workspaceRoot } from '@habit/nx-deploy/report-testing';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Bench } from './bench.ts';
import { type Needs, type Sabotage, sabotages } from './sabotages.ts';

const { values: options } = parseArgs({
  options: { needs: { type: 'string', default: 'files,engine,cluster' }, only: { type: 'string' } },
});
const needs = options.needs.split(',') as Needs[];
const only = options.only?.split(',');
const chosen = sabotages.filter(
  ({ id, needs: need = 'files' }) => needs.includes(need) && (only?.includes(id) ?? true),
);

const { phases } = await readTaskList(workspaceRoot, 'infra/tasks.yaml');
const tasks = phases.flatMap((phase) => phase.tasks);
const unguarded = tasks.filter(({ id }) => !sabotages.some((sabotage) => sabotage.id === id));
/** All that a look at files can show, whatever is sabotaged. */
const alwaysRun = tasks
  .flatMap(targetsOf)
  .filter((target) => /:(kube-validate--schemas|helm-lint--|helm-dry-run--|policy-check--)/.test(target))
  .concat('habit-tracker:tasks-check');

const bench = new Bench();
const namespace = `--namespace=chart-test-sabotage-${randomBytes(3).toString('hex')}`;
/** Beside a release that is there already: it keeps its port on the nodes. */
const values = `--values=${bench.keep('values.yaml', 'database: { enabled: true }\nfrontend: { service: { nodePort: 0 } }\n')}`;
let passed = 0;
let failed = 0;
const startedAt = Date.now();
try {
  const before = new Map((await prepare()).map((row) => [row.id, row]));
  for (const sabotage of chosen) await tryOut(sabotage, before);
  for (const { id } of unguarded) report(id, 'no sabotage undoes it', false);
} finally {
  if (chosen.some((sabotage) => sabotage.needs === 'cluster'))
    bench.run(['habit-tracker:uninstall'], [namespace]);
  bench.remove();
}
console.log(`${passed} passed, ${failed} failed (${Math.round((Date.now() - startedAt) / 1000)} s)`);
process.exitCode = failed > 0 ? 1 : 0;

/** Everything is proven, as far as it is tried out here, before anything is undone. */
async function prepare(): Promise<Row[]> {
  bench.run([
    ...alwaysRun,
    'manifests:kube-validate--dry-run',
    'manifests:test',
    'start:test',
    ...chosen.flatMap((sabotage) => (sabotage.needs === 'engine' ? (sabotage.targets ?? []) : [])),
  ]);
  for (const target of new Set(
    chosen.flatMap((sabotage) => (sabotage.needs === 'cluster' ? (sabotage.targets ?? []) : [])),
  ))
    bench.run([target], optionsOf(target));
  if (chosen.some(({ sections }) => sections)) bench.run(['habit-tracker:guide-test']);
  bench.keepBaseline();
  const rows = await bench.rows();
  const broken = rows.filter(
    ({ id, result }) => result !== 'passed' && chosen.some((sabotage) => sabotage.id === id),
  );
  for (const { id, title, detail } of broken)
    console.log(`! ${id} ${title} is not proven to begin with: ${detail}`);
  return rows;
}

async function tryOut(sabotage: Sabotage, before: Map<string, Row>): Promise<void> {
  const { id, what, edits, targets = [], sections } = sabotage;
  const onCluster = targets.filter((target) => optionsOf(target).length > 0);
  // Times are those of the release that runs, and the one that the sabotage before this left is another.
  if (edits.some(({ kind }) => kind === 'earlier'))
    for (const target of onCluster) bench.run([target], optionsOf(target));
  await bench
    .with(edits, async () => {
      bench.run([...alwaysRun, ...targets.filter((target) => optionsOf(target).length === 0)]);
      for (const target of onCluster) bench.run([target], optionsOf(target));
      if (sections)
        bench.run(
          ['habit-tracker:guide-test'],
          sections.flatMap((name) => [`--section=${name}`]),
        );
      const rows = await bench.rows();
      const red = rows.filter((row) => row.result === 'failed' && before.get(row.id)?.result !== 'failed');
      const names = red.map((row) => row.id);
      const isExact = names.length === 1 && names[0] === id && before.get(id)?.result === 'passed';
      report(
        id,
        isExact ? `${what}: ${red[0]?.detail ?? ''}` : `${what}: red is ${names.join(', ') || 'nothing'}`,
        isExact,
      );
      if (!isExact) console.log(bench.lastOutput.split('\n').slice(-15).join('\n').replace(/^/gm, '    '));
    })
    .catch((error: Error) => report(id, `${what}: ${error.message}`, false));
}

/** Only what goes to the cluster has a corner of it. */
function optionsOf(target: string): string[] {
  return /:(verify|env-check)$/.test(target) ? [namespace, values] : [];
}

function report(id: string, text: string, ok: boolean): void {
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? '✓' : '✗'} ${id} ${text.length > 200 ? `${text.slice(0, 199)}…` : text}`);
}
