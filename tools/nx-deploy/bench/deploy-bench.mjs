// How long does a change take to the cluster? Works on a clone of its own, in a namespace of its own, with an empty
// cache, and prints each figure beside its limit. Needs an engine and a cluster: NX_DEPLOY_CONTEXT names it.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';

const { values: options } = parseArgs({
  options: {
    release: { type: 'string', default: 'habit-tracker' },
    chart: { type: 'string', default: 'infra/helm/habit-tracker' },
    // A source file of an image, and a line that changes what it does.
    edit: { type: 'string', default: 'apps/backend/src/main.ts' },
    line: { type: 'string', default: 'Reflect.set(globalThis, "edit", ROUND);' },
    rounds: { type: 'string', default: '5' },
  },
});
const { release, chart, edit, line } = options;
const rounds = Number(options.rounds);
const root = join(import.meta.dirname, '../../..');
const home = mkdtempSync(join(tmpdir(), 'deploy-bench-'));
const clone = join(home, 'clone');
const namespace = `bench-${process.pid.toString(36)}`;
const environment = {
  ...process.env,
  NX_CACHE_DIRECTORY: join(home, 'nx-cache'),
  NX_DAEMON: 'false',
  // Without its daemon nx would start each plugin in a process of its own, in every run.
  NX_ISOLATE_PLUGINS: 'false',
};

const say = (text) => console.log(text);

function run(program, args, cwd = clone) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env: environment, encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(
    `${program} ${args.join(' ')} failed:\n${`${stdout}\n${stderr}`.trim().split('\n').slice(-25).join('\n')}`,
  );
}

/** Milliseconds. */
function time(work) {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

const figures = [];
function report(what, times, limitSeconds, why) {
  const sorted = times.toSorted((a, b) => a - b).map((ms) => ms / 1000);
  const median = sorted[Math.floor(sorted.length / 2)];
  figures.push({ what, seconds: sorted, median, limitSeconds });
  const spread =
    sorted.length > 1
      ? ` (${sorted[0].toFixed(1)} to ${sorted.at(-1).toFixed(1)}, ${sorted.length} runs)`
      : '';
  say(`${what}: ${median.toFixed(1)} s${spread}, limit ${limitSeconds} s: ${why}`);
}

try {
  say(`Cloning and installing (${cpus().length} CPUs, ${cpus()[0]?.model ?? 'unknown'})`);
  execFileSync('git', ['clone', '--quiet', root, clone]);
  run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund']);
  const values = parse(readFileSync(join(clone, chart, 'values-local.yaml'), 'utf8')) ?? {};
  // The usual port may be taken by a release that people use.
  values.frontend = { ...values.frontend, service: { ...values.frontend?.service, nodePort: 0 } };
  writeFileSync(join(home, 'values-bench.yaml'), stringify(values));
  const target = ['--namespace', namespace, '--values', join(home, 'values-bench.yaml')];
  const nx = (task) => run('npx', ['nx', 'run', `${release}:${task}`, ...target]);

  say(`Building, deploying and verifying in the namespace ${namespace}`);
  const first = time(() => nx('verify'));
  report('from a fresh clone with an empty Nx cache to a verified release', [first], 300, 'T049');
  const again = Array.from({ length: rounds }, () => time(() => nx('verify')));
  report('verify when nothing changed', again, 15, 'own');
  const edits = Array.from({ length: rounds }, (_, round) => {
    appendFileSync(join(clone, edit), `${line.replace('ROUND', String(round))}\n`);
    return time(() => nx('deploy-minikube'));
  });
  report(`a line of ${edit} until the new pod is ready`, edits, 60, 'own');

  const folder = join(root, 'dist/bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'deploy.json'),
    `${JSON.stringify({ cpus: cpus().length, figures }, null, 2)}\n`,
  );
  const over = figures.filter(({ median, limitSeconds }) => median > limitSeconds);
  say(
    over.length === 0
      ? 'All within their limits.'
      : `Over the limit: ${over.map(({ what }) => what).join('; ')}`,
  );
  process.exitCode = over.length === 0 ? 0 : 1;
} finally {
  say('Cleaning up');
  // A workspace that was never installed has nothing to remove from the cluster either.
  spawnSync('npx', ['nx', 'run', `${release}:uninstall`, '--namespace', namespace], {
    cwd: clone,
    env: environment,
  });
  rmSync(home, { recursive: true, force: true });
}
