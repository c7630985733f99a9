// Is a cached image ever believed to exist where it does not, or believed unchanged when it is not? Each case does
// what people and machines do between two builds, and compares which tasks ran with which had to.
import { affected } from './cases/affected.mjs';
import { damage, gone, movedBase } from './cases/damage.mjs';
import { edits } from './cases/edits.mjs';
import { compilesAlone, install, packages } from './cases/packages.mjs';
import { neighbours, places } from './cases/places.mjs';
import { sharing } from './cases/sharing.mjs';
import { removeImages } from './engine.mjs';
import { addService, answers, Workspace } from './fixture-workspace.mjs';
import { conclude } from './report.mjs';
import { Trial } from './trial.mjs';

const distroless = 'gcr.io/distroless/nodejs24-debian13:nonroot';
const id = process.pid.toString(36);
const [greeter, echo, late, solo, based, bundle, base] = [
  'greeter',
  'echo',
  'late',
  'solo',
  'based',
  'bundle',
  'base',
].map((name) => `${name}-${id}`);

const workspace = Workspace.create();
try {
  install(workspace, bundle, '1.0.0', 'well');
  addService(workspace, greeter, {
    program: `import { words as mood } from '${bundle}';\n${answers(greeter).replace('words)', 'words + mood)')}`,
    packages: [bundle],
  });
  addService(workspace, echo);
  addService(workspace, solo, { compilesAlone: true });
  addService(workspace, based, { base: `${base}:1` });
  workspace.git('init', '--quiet', '--initial-branch', 'main');
  workspace.commit('All');
  const [trial, other, alone, standing] = [greeter, echo, solo, based].map(
    (name) => new Trial(workspace, name),
  );

  await edits(trial);
  await places(trial, id);
  await neighbours(trial, other);
  await packages(trial, bundle);
  await compilesAlone(alone);
  await affected(workspace, late);
  await sharing(other);
  // What mends here empties the cache.
  await damage(trial, other);
  await gone(trial);
  await movedBase(standing, `${base}:1`, distroless, `apps-${echo}`);
} finally {
  removeImages([greeter, echo, solo, based, base]);
  workspace.remove();
}
conclude();
