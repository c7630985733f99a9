import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { runExecutor } from '../console/fixture-run.ts';
import { goodShop, type Patch, patchShop } from '../policy/fixtures/good-shop.ts';
import review, { type ReviewOptions } from './review.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'review-'));
  const { autoscaler, budget, ...plain } = goodShop();
  write('k8s/base/shop.yaml', toYaml(plain));
  write('dist/helm/shop/values.yaml', toYaml({ autoscaler: autoscaler ?? {}, budget: budget ?? {} }));
  write('environment.json', JSON.stringify({ variables }));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const variables = [
  { name: 'TOKEN', secret: true, required: true, usedBy: ['web'], default: null, generate: null },
  { name: 'DATABASE_URL', secret: true, required: true, usedBy: ['import'], default: null, generate: null },
  { name: 'LOG_LEVEL', secret: false, required: false, usedBy: ['web'], default: 'info', generate: null },
];

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

const toYaml = (objects: object): string =>
  Object.values(objects)
    .map((object) => stringify(object))
    .join('---\n');

const reviewText = (text: string, options: Partial<ReviewOptions> = {}) => {
  write('generated.yaml', text);
  return runExecutor(
    review,
    {
      file: 'generated.yaml',
      manifests: 'k8s/base',
      renderings: 'dist/helm/shop',
      environment: 'environment.json',
      kubernetes: '1.34',
      ...options,
    },
    root,
    'manifests',
  );
};

const reviewObject = (name: string, patch: Patch[string] = {}, options: Partial<ReviewOptions> = {}) =>
  reviewText(stringify(patchShop({ [name]: patch })[name]), options);

it('says which of ours it is held against, and that it is as good', async () => {
  const { success, shown } = await reviewObject('web', { 'spec.replicas': 1 });
  expect(shown).toContain('Deployment shop-web is held against our Deployment shop-web');
  expect(shown).toContain('generated.yaml is as good as ours');
  expect(success).toBe(true);
});

it('fails with a table, the gravest first, and with the command to try again', async () => {
  const { success, shown } = await reviewObject('web', {
    'container.securityContext.privileged': true,
    'container.livenessProbe': undefined,
    'spec.strategy': undefined,
    'container.tty': true,
  });
  expect(success).toBe(false);
  const verdicts = shown
    .split('\n')
    .flatMap((line) => /^(wrong|missing|worse|differs) /.exec(line)?.[1] ?? []);
  expect(verdicts).toEqual(['wrong', 'wrong', 'missing', 'worse']);
  expect(shown).toMatch(/^wrong +\d+ +Deployment shop-web .*it is privileged\. \(no-privileged\)$/m);
  expect(shown).toContain('nx run manifests:review --file=generated.yaml');
});

it('asks for the variables that the program reads, and for those of others not', async () => {
  const { shown } = await reviewObject('web', { 'container.env': [], 'container.envFrom': [] });
  expect(shown).toMatch(/^missing .*env\[TOKEN\] +ours has it from Secret shop-secrets$/m);
  expect(shown).not.toMatch(/env\[(LOG_LEVEL|DATABASE_URL)\]/);
});

it('asks for all that ours has where nobody declared who reads what', async () => {
  const { shown } = await reviewText(
    stringify(patchShop({ web: { 'container.env': [], 'container.envFrom': [] } })['web']),
    { environment: '' },
  );
  expect(shown).toMatch(/env\[TOKEN\]/);
  expect(shown).toMatch(/env\[LOG_LEVEL\]/);
});

it('names entries that nobody reads in one line, which is no complaint', async () => {
  const { success, shown } = await reviewObject('config', {
    data: { LOG_LEVEL: 'info', THEME: 'dark', LANG: 'en' },
  });
  expect(shown).toMatch(/^differs .*ours has no THEME, LANG; does anything read it\?$/m);
  expect(success).toBe(true);
});

it('calls a declared secret in a ConfigMap worse, whatever its value looks like', async () => {
  const { success, shown } = await reviewObject('config', {
    data: { LOG_LEVEL: 'info', DATABASE_URL: 'postgresql://database/shop' },
  });
  expect(shown).toMatch(/^worse .*data\.DATABASE_URL +it is a secret, and everybody reads a ConfigMap/m);
  expect(success).toBe(false);
});

it('takes an autoscaler of the chart for an example, not for a part of the plain manifests', async () => {
  const { shown } = await reviewObject('web', { 'spec.replicas': 2 });
  expect(shown).not.toContain('autoscaled-replicas');
});

it.each([
  ['nothing', ''],
  ['comments alone', '# to be written\n'],
])('refuses %s', async (_, text) => {
  const { success, shown } = await reviewText(text);
  expect(success).toBe(false);
  expect(shown).toContain('it holds no Kubernetes object.');
});

it('says that a file is not there, or is a folder', async () => {
  for (const file of ['lost.yaml', 'k8s/base']) {
    const { success, shown } = await reviewText('', { file });
    expect(success).toBe(false);
    expect(shown).toContain(`Reviewing ${file} failed`);
    expect(shown).toContain('it cannot be read.');
  }
});

it('lets nothing in a file break the table or reach the terminal', async () => {
  const { shown } = await reviewText(
    '"a\\e[2Jb\\nc": 1\nkind: Service\napiVersion: v1\nmetadata: {name: shop}\n',
  );
  expect(shown).not.toContain('\u001b[2J');
  expect(shown).toMatch(/^wrong .*there is no field "a \[2Jb c" here\.$/m);
});

describe('an answer that is cut off or mangled', () => {
  const whole = toYaml(goodShop());
  const lines = whole.split('\n');

  it('anywhere is reviewed without a stack trace', async () => {
    const cuts = lines.map((_, at) => at).filter((at) => at % 45 === 7);
    for (const at of cuts) {
      const text = lines.slice(0, at).join('\n');
      const { shown } = await reviewText(text.slice(0, text.length - (at % 3)));
      expect(shown).not.toMatch(/Error:|\.ts:\d/);
    }
  }, 120_000);

  it.each([
    ['each value is a text', /: .+$/gm, ': text'],
    ['each value is a number', /: .+$/gm, ': 7'],
    ['each value is empty', /: .+$/gm, ':'],
    ['each value is a list', /: .+$/gm, ': [1, ~, {a: b}]'],
    ['each list is a mapping', /- (\w+):/gm, '  $1:'],
    ['each name is in capitals', /^( *)(\w+):/gm, '$1X$2:'],
  ])('so that %s is reviewed without a stack trace', async (_, pattern, instead) => {
    const kept = whole.replace(pattern, (text, ...groups) =>
      /^: (v1|apps\/v1|batch\/v1|[A-Z]\w+)$/.test(text)
        ? text
        : instead.replace('$1', groups[0]).replace('$2', groups[1]),
    );
    const { success, shown } = await reviewText(kept);
    expect(success).toBe(false);
    expect(shown).not.toMatch(/TypeError|RangeError|\.ts:\d/);
  });
});
