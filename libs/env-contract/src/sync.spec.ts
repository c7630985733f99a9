import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** In a Node of its own: jest cannot load prettier, which the files are formatted with. */
function inNode(script: string): unknown {
  const prelude = `
    import { readFileSync } from 'node:fs';
    import { createTree } from '@nx/devkit/testing';
    import sync from './libs/env-contract/src/sync.ts';
    const partly = ['infra/helm/habit-tracker/values.schema.json', 'infra/helm/habit-tracker/values.yaml',
      ...['configmap', 'secret-template', 'backend-deployment', 'frontend-deployment'].map((name) => 'infra/k8s/base/' + name + '.yaml')];
    const tree = createTree();
    for (const path of partly) tree.write(path, readFileSync(path));
    await sync(tree);
    const read = (path) => tree.read(path, 'utf8');
    const print = (value) => process.stdout.write(JSON.stringify(value));
  `;
  const args = [
    '--import',
    '@swc-node/register/esm-register',
    '--input-type=module',
    '--eval',
    prelude + script,
  ];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }));
}

describe('nx sync', () => {
  it('writes what is missing, and nothing twice', () => {
    const files = [
      '.env.example',
      'infra/contracts/environment-variables.md',
      'infra/contracts/environment.json',
    ];
    expect(
      inNode(
        `print([${JSON.stringify(files)}.map((file) => tree.exists(file)), (await sync(tree)).outOfSyncDetails])`,
      ),
    ).toEqual([[true, true, true], []]);
  });

  it('puts back what was edited by hand, keeps the rest of the file, and says which it was', () => {
    const path = 'infra/helm/habit-tracker/values.yaml';
    const [details, same] = inNode(`
      const path = ${JSON.stringify(path)}, before = read(path);
      tree.write(path, before.replace(/LOG_LEVEL: .*/, 'LOG_LEVEL: debug'));
      const { outOfSyncDetails } = await sync(tree);
      print([outOfSyncDetails, read(path) === before]);
    `) as [string[], boolean];
    expect(details).toEqual([path]);
    expect(same).toBe(true);
  });

  it('brings a new variable everywhere by its declaration alone', () => {
    const files = inNode(`
      import { generatedFiles } from './libs/env-contract/src/generated-files.ts';
      import { variables } from './libs/env-contract/src/variables.ts';
      const GREETING = { ...variables.LOG_LEVEL, purpose: 'What the API calls people.', default: 'friend' };
      const files = await generatedFiles(read, { ...variables, GREETING });
      print(Object.entries(files).filter(([path, text]) => text !== read(path)).map(([path, text]) => [path, text.includes('GREETING')]));
    `);
    expect(files).toEqual([
      ['.env.example', true],
      ['infra/contracts/environment-variables.md', true],
      ['infra/contracts/environment.json', true],
      ['infra/helm/habit-tracker/values.schema.json', true],
      ['infra/helm/habit-tracker/values.yaml', true],
      ['infra/k8s/base/configmap.yaml', true],
      // These carry only the hash by which the pods follow the ConfigMap.
      ['infra/k8s/base/backend-deployment.yaml', false],
      ['infra/k8s/base/frontend-deployment.yaml', false],
    ]);
  });

  it('does not make up the parts that people write', () => {
    expect(
      inNode(`
        tree.delete('infra/k8s/base/configmap.yaml');
        print(await sync(tree).then(() => 'written', (error) => error.message));
      `),
    ).toContain('infra/k8s/base/configmap.yaml is missing');
  });
});
