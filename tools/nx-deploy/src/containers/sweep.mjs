// Removes what a test left in the engine, as soon as the test is over: its standard input ends then, also when the
// test was interrupted or killed. It is a process of its own because nobody can clean up after being killed.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [, , engine, id, folder] = process.argv;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);

let said = '';
for await (const chunk of process.stdin) said += chunk;

sweep();
if (said !== 'done') {
  // A client that was just starting a container may have outlived the test by a moment.
  await sleep(2000);
  sweep();
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = list('container').length + list('network').length === 0 ? 0 : 1;

function sweep() {
  remove(['rm', '--force', '--volumes'], list('container'));
  remove(['network', 'rm'], list('network'));
}

function list(kind) {
  const args = [kind, 'ls', '--quiet', '--filter', `label=nx-deploy.sandbox=${id}`];
  if (kind === 'container') args.push('--all');
  return ask(args).split('\n').filter(Boolean);
}

function remove(command, ids) {
  if (ids.length > 0) ask([...command, ...ids]);
}

function ask(args) {
  try {
    return execFileSync(engine, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}
