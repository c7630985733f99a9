// What a commit touches, and what a new folder brings.
import assert from 'node:assert/strict';
import { check } from '../report.mjs';
import { checks } from '../trial.mjs';

export async function affected(workspace, name) {
  const images = () => {
    const since = ['--affected', '--base=HEAD~1', '--head=HEAD', '--with-target', 'docker-build'];
    return workspace.ask(['show', 'projects', ...since]).sort();
  };
  // What earlier cases left belongs to no commit here.
  workspace.commit('As it stands');
  await check('a commit to the backend affects its image and not the frontend’s', () => {
    workspace.edit('apps/backend/src/main.ts', 'import', '// Changed.\nimport');
    workspace.commit('Backend');
    assert.deepEqual(images(), ['backend']);
  });
  await check('a commit to the documents affects no image', () => {
    workspace.write('docs/more.md', '# More\n');
    workspace.write('README.md', '# Another\n');
    workspace.commit('Documents');
    assert.deepEqual(images(), []);
  });
  await check('a new folder with a Dockerfile has all targets of a service', () => {
    const lines = ['FROM gcr.io/distroless/nodejs24-debian13:nonroot', 'USER 65532', 'CMD ["a.mjs"]', ''];
    workspace.write(`services/${name}/Dockerfile`, lines.join('\n'));
    workspace.commit('Service');
    const { targets } = workspace.ask(['show', 'project', name]);
    const wanted = ['docker-build', 'docker-load', 'docker-publish', 'env-scan', ...checks];
    assert.deepEqual(
      wanted.filter((target) => !targets[target]?.executor),
      [],
    );
    assert.deepEqual(images(), [name]);
  });
}
