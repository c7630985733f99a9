import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { runExecutor } from '../console/fixture-run.ts';
import { goodShop, type Patch, patchShop } from './fixtures/good-shop.ts';
import policyCheck, { type PolicyCheckOptions } from './policy-check.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'policy-check-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};

const writeShop = (shop: object = goodShop()): void =>
  write(
    'k8s/base/shop.yaml',
    Object.values(shop)
      .map((object) => stringify(object))
      .join('---\n'),
  );

const check = (options: Partial<PolicyCheckOptions> = {}) =>
  runExecutor(policyCheck, { manifests: 'k8s/base', report: 'base', ...options }, root, 'shop');

const reports = ['policy.json', 'policy.xml', 'policy.sarif'].map((name) => `dist/policy/shop/base/${name}`);

const readReport = (): { ok: boolean; objects: number; findings: { rule: string; line: number }[] } =>
  JSON.parse(readFileSync(join(root, reports[0] ?? ''), 'utf8'));

it('passes a good shop, and leaves three reports', async () => {
  writeShop();
  const { success, shown } = await check();
  expect(shown).toMatch(/k8s\/base: \d+ objects keep \d+ rules$/m);
  expect(success).toBe(true);
  expect(reports.filter((file) => existsSync(join(root, file)))).toEqual(reports);
  expect(readReport()).toMatchObject({ ok: true, findings: [] });
});

it('passes with advice, which it shows', async () => {
  const patch: Patch = { web: { 'container.tty': true } };
  writeShop(patchShop(patch));
  const { success, shown } = await check();
  expect(shown).toMatch(/it waits at a terminal\. \(no-terminal\)/);
  expect(success).toBe(true);
});

it('shows a few places of a rule, and how many more there are', async () => {
  const shops = ['a', 'b', 'c', 'd', 'e'].map(
    (name) => patchShop({ web: { 'container.tty': true, 'metadata.name': name } })['web'],
  );
  writeShop({ ...goodShop(), ...shops });
  const { shown } = await check();
  expect(shown.match(/\(no-terminal\)/g)).toHaveLength(3);
  expect(shown).toContain('2 more of no-terminal in dist/policy/shop/base/policy.json');
});

it('fails what breaks a rule, with place, fix and the way to an exception, and still leaves reports', async () => {
  writeShop(patchShop({ web: { 'container.securityContext.privileged': true } }));
  const { success, shown } = await check();
  expect(success).toBe(false);
  expect(shown).toMatch(
    /shop\.yaml:\d+ Deployment shop-web .*privileged: it is privileged\. \(no-privileged\)/,
  );
  expect(shown).toContain('no-privileged: Remove securityContext.privileged.');
  expect(shown).toContain('policy.nx-deploy/ignore-RULE: "reason"');
  const line = readFileSync(join(root, 'k8s/base/shop.yaml'), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('privileged:'));
  expect(readReport()).toMatchObject({ ok: false, findings: [{ rule: 'no-privileged', line: line + 1 }] });
});

it('tells of an exception and its reason, and passes', async () => {
  writeShop(
    patchShop({
      web: {
        'container.securityContext.privileged': true,
        'metadata.annotations': { 'policy.nx-deploy/ignore-no-privileged': 'It loads a kernel module.' },
      },
    }),
  );
  const { success, shown } = await check();
  expect(shown).toContain('Deployment shop-web may break no-privileged: It loads a kernel module.');
  expect(success).toBe(true);
});

it('knows what is made elsewhere, when it is told', async () => {
  const { secret, ...others } = goodShop();
  expect(secret).toBeDefined();
  writeShop(others);
  expect((await check()).shown).toContain('there is no Secret shop-secrets.');
  expect((await check({ given: ['Secret shop-secrets'] })).success).toBe(true);
});

it.each([
  ['broken YAML', 'kind: [\n'],
  ['a field given twice', 'kind: ConfigMap\nkind: ConfigMap\n'],
  ['a text', 'Here is your manifest.\n'],
])('sends %s to kube-validate, and holds nothing against the rules', async (_, text) => {
  writeShop();
  write('k8s/base/broken.yaml', text);
  const { success, shown } = await check();
  expect(success).toBe(false);
  expect(shown).toContain('nx run shop:kube-validate');
  expect(existsSync(join(root, reports[0] ?? ''))).toBe(false);
});

it('says which file or folder is not there', async () => {
  const { success, shown } = await check({ manifests: 'k8s/overlays' });
  expect(success).toBe(false);
  expect(shown).toMatch(/Reading the manifests of k8s\/overlays failed/);
});

it.each([
  ['an empty file', ''],
  ['comments alone', '# to be written\n---\n'],
  ['what is no object of Kubernetes', 'services:\n  web: {image: shop}\n'],
])('refuses %s: a pass over nothing would prove nothing', async (_, text) => {
  write('k8s/base/shop.yaml', text);
  const { success, shown } = await check();
  expect(success).toBe(false);
  expect(shown).toContain('it holds no object of Kubernetes.');
});

it('does not stumble over fields of a wrong type', async () => {
  write(
    'k8s/base/shop.yaml',
    `apiVersion: apps/v1
kind: Deployment
metadata: {name: shop, labels: none, annotations: [a]}
spec:
  replicas: many
  selector: shop
  template:
    metadata: [1]
    spec: {containers: {name: web, env: [A], ports: 80, resources: small}, volumes: [~, data], tolerations: all}
---
apiVersion: v1
kind: Service
metadata: {name: [shop]}
spec: {ports: 80, selector: [app]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: shop
spec: {ingress: {from: all}, egress: [open], policyTypes: Ingress}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: 7}
rules: {verbs: all}
`,
  );
  const { success, shown } = await check();
  expect(success).toBe(false);
  expect(shown).not.toMatch(/TypeError|\.ts:\d/);
  expect(readReport().objects).toBe(4);
});
