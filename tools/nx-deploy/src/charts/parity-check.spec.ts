import { parseManifest } from '../kubernetes/manifest.ts';
import { checkKustomization } from './check-kustomization.ts';
import { compareObjects, compareSecretNames } from './parity-check.ts';

const service = (port: number, managedBy: string) =>
  `kind: Service\nmetadata:\n  name: shop\n  labels: {app.kubernetes.io/managed-by: ${managedBy}}\nspec: {ports: [{name: http, port: ${port}}]}\n`;
const compare = (manifests: string, chart: string) =>
  compareObjects(parseManifest(manifests), parseManifest(chart));

describe('manifests and chart', () => {
  it('agree but for who manages the objects, and for Secrets', () => {
    expect(
      compare(`${service(80, 'kubectl')}---\nkind: Secret\nmetadata: {name: form}\n`, service(80, 'Helm')),
    ).toEqual([]);
  });

  it('agree although the chart has hooks, which only helm runs', () => {
    const hook = 'kind: Pod\nmetadata: {name: test, annotations: {helm.sh/hook: test}}\n';
    expect(compare(service(80, 'kubectl'), `${service(80, 'Helm')}---\n${hook}`)).toEqual([]);
  });

  it('differ field by field', () => {
    expect(compare(service(80, 'kubectl'), service(81, 'Helm'))).toEqual([
      'Service shop spec.ports[http].port: 80 → 81',
    ]);
  });

  it('differ when one has an object that the other lacks', () => {
    const other = 'kind: ConfigMap\nmetadata: {name: settings}\n';
    expect(compare(service(80, 'kubectl'), `${service(80, 'Helm')}---\n${other}`)).toEqual([
      'ConfigMap settings: only in the chart',
    ]);
    expect(compare(other, '')).toEqual(['ConfigMap settings: only in the manifests']);
  });
});

it('shows what one side has on top field by field', () => {
  const plain = 'kind: Service\nmetadata: {name: shop}\nspec: {ports: []}\n';
  const rich =
    'kind: Service\nmetadata: {name: shop}\nspec: {ports: [{name: http, port: 80}], selector: {app: shop, tier: web}}\n';
  expect(compare(plain, rich)).toEqual([
    'Service shop spec.ports[http].name: (absent) → http',
    'Service shop spec.ports[http].port: (absent) → 80',
    'Service shop spec.selector.app: (absent) → shop',
    'Service shop spec.selector.tier: (absent) → web',
  ]);
});

describe('the Secret of the manifests', () => {
  const reader = (name: string) =>
    `kind: Pod\nmetadata: {name: shop}\nspec: {containers: [{name: a, envFrom: [{secretRef: {name: ${name}}}]}]}\n`;
  const form = 'kind: Secret\nmetadata: {name: shop-secrets}\n';
  const compareSecrets = (manifests: string, chart: string) =>
    compareSecretNames(parseManifest(manifests), parseManifest(chart));

  it('is called as the pods of both call it', () => {
    expect(compareSecrets(`${form}---\n${reader('shop-secrets')}`, reader('shop-secrets'))).toEqual([]);
  });

  it('is missed when pods read another one', () => {
    expect(compareSecrets(`${form}---\n${reader('shop-secret')}`, reader('shop-secrets'))).toEqual([
      'Secret shop-secret: pods read it, and no manifest shows its form',
      'Secret shop-secrets: its form is here, and no pod reads it',
      'Secret shop-secrets: only pods of the chart read it',
    ]);
  });
});

describe('the Kustomization', () => {
  const files = [
    { name: 'api.yaml', isForm: false },
    { name: 'secret-template.yaml', isForm: true },
  ];

  it('lists every file but the forms of Secrets', () => {
    expect(checkKustomization(['./api.yaml'], files)).toEqual([]);
  });

  it('is held against the folder in both directions', () => {
    expect(checkKustomization(['web.yaml', 'secret-template.yaml', 'web.yaml'], files)).toEqual([
      expect.stringMatching(/api\.yaml is in the folder, and not in the list/),
      expect.stringMatching(/web\.yaml is in the list, and not in the folder/),
      expect.stringMatching(/web\.yaml is in the list, and not in the folder/),
      expect.stringMatching(/secret-template\.yaml is a form/),
      expect.stringMatching(/web\.yaml is listed twice/),
    ]);
  });
});
