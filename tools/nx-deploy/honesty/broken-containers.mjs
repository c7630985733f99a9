// Can each promise that container-test checks be broken without it turning red? One service for each way, all built
// and started on a real engine; each must fail for its own reason, on one screen.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { engine, removeImages } from './engine.mjs';
import { addService, Workspace } from './fixture-workspace.mjs';
import { broken, good } from './promises.mjs';
import { check, conclude } from './report.mjs';

const id = process.pid.toString(36);
const nameOf = (name) => `${name}-${id}`;
const cases = Object.entries(broken);
const names = ['good', ...Object.keys(broken)].map(nameOf);
const workspace = Workspace.create();
// Mostly they wait: for containers to start, and for those that never do.
const test = [
  'run-many',
  '-t',
  'container-test',
  '--nxBail=false',
  '--parallel=8',
  '--output-style=static',
  '-p',
];

try {
  addService(workspace, nameOf('good'), good);
  for (const [name, service] of cases) addService(workspace, nameOf(name), service);
  workspace.git('init', '--quiet', '--initial-branch', 'main');
  workspace.commit('All');

  let printed = {};
  await check('all are built and started', () => {
    ({ printed } = workspace.nxFails([...test, names.join(',')]));
  });
  await check('a container that keeps all promises passes', () => {
    const text = printed[`${nameOf('good')}:container-test`] ?? '';
    assert.match(text, /keeps its promises/, text);
    assert.doesNotMatch(text, /✖/);
  });
  for (const [name, { target = 'container-test', says }] of cases)
    await check(`${name}: red, for its own reason, on one screen`, () => {
      const text = printed[`${nameOf(name)}:${target}`] ?? '';
      const screen = text.slice(text.indexOf('✖'));
      assert.match(screen, /^✖ /, text);
      assert.match(screen, says, text);
      assert.match(screen, /What mends it: .+/, text);
      assert.doesNotMatch(text, /^\s+at /m, 'a stack is no explanation');
      assert.ok(text.split('\n').length <= 24, `more than a screen:\n${text}`);
    });
  for (const [name] of cases.filter(([, { fineElsewhere }]) => fineElsewhere))
    await check(`${name}: starts where more is allowed`, () => runsPlainly(nameOf(name)));

  await check('another image under the name of the tested one: red', () => {
    const { contentTag } = workspace.receipt(nameOf('good'));
    engine('tag', `apps-${nameOf('mute')}`, `${nameOf('good')}:${contentTag}`);
    const only = ['run', `${nameOf('good')}:container-test`, '--excludeTaskDependencies', '--skip-nx-cache'];
    const { output } = workspace.nxFails(only);
    assert.match(output, /the engine runs .* instead of what was built/);
    assert.match(output, new RegExp(`nx run ${nameOf('good')}:docker-load`));
  });
} finally {
  removeImages(names);
  workspace.remove();
}
conclude();

async function runsPlainly(name) {
  const container = engine('run', '--detach', `apps-${name}`);
  try {
    await sleep(1500);
    assert.equal(engine('inspect', '--format', '{{.State.Running}}', container), 'true');
  } finally {
    engine('rm', '--force', container);
  }
}
