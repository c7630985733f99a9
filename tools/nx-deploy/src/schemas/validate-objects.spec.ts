import { readManifest } from '../kubernetes/located-manifest.ts';
import { knownVersions, renderVersions, versionsIn } from './kubernetes-schemas.ts';
import { renderProblem, validateManifests } from './validate-objects.ts';

const check = (text: string, versions = ['1.34']): string[] =>
  validateManifests([readManifest(text, 'shop.yaml')], versions).problems.map(renderProblem);

const deployment = (container: string, pod = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
${pod}      containers:
        - name: web
          image: shop:1
${container}`;

describe('plain objects', () => {
  it('pass when every field is known and of its type, in all versions', () => {
    const text = deployment(
      '          ports: [{containerPort: 80}]\n          resources: {limits: {memory: 1Gi, cpu: 1.5}}\n',
    );
    expect(check(text, knownVersions())).toEqual([]);
  });

  it('may have no empty fields that nobody knows', () => {
    expect(check(`Here is your manifest:\n${deployment('')}`)).toEqual([
      expect.stringMatching(/^shop\.yaml:1 .*no field "Here is your manifest" here\./),
    ]);
    expect(check(deployment('          enviroment:\n'))[0]).toMatch(/no field "enviroment" here/);
  });

  it('may leave fields empty, as Kubernetes allows', () => {
    expect(check(deployment('          env:\n          command: null\n'))).toEqual([]);
    expect(check('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata:\n')).toEqual([]);
  });
});

describe('an unknown field', () => {
  it('is reported with file, line, object, path and the name that was meant', () => {
    expect(check(deployment('          imagePullPolcy: Always\n'))).toEqual([
      'shop.yaml:13 Deployment shop spec.template.spec.containers[web].imagePullPolcy: there is no field "imagePullPolcy" here. Did you mean imagePullPolicy? (Kubernetes 1.34)',
    ]);
  });

  it('that stands at the wrong depth is sent to its place', () => {
    expect(check(deployment('', '      livenessProbe: {tcpSocket: {port: 80}}\n'))[0]).toMatch(
      /shop\.yaml:10 .*no field "livenessProbe" here\. It belongs at spec\.template\.spec\.containers\[\]\.livenessProbe\./,
    );
  });
});

it.each([
  [
    'a field given twice',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  A: "1"\n  A: "2"\n',
    /:6: the field "A" is given twice/,
  ],
  ['broken YAML', 'apiVersion: v1\nkind: [\n', /it is no YAML/],
  [
    'a number for a text',
    deployment('          env: [{name: PORT, value: 8000}]\n'),
    /env\[PORT\]\.value: it must be a text, but is the number 8000\. Put it in quotes: "8000"\./,
  ],
  [
    'yes for a text',
    deployment('          env: [{name: DEBUG, value: yes}]\n'),
    /must be a text, but is the truth value true/,
  ],
  [
    'a text for a number',
    deployment('          ports: [{containerPort: "80"}]\n'),
    /whole number, but is the text "80"\. Leave the quotes away\./,
  ],
  [
    'a mapping for a list',
    deployment('          ports: {containerPort: 80}\n'),
    /ports: it must be a list, but is a mapping/,
  ],
  [
    'a missing field',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: {template: {}}\n',
    /"selector" is missing in spec\./,
  ],
  [
    'a value outside its list',
    deployment('          imagePullPolicy: IfNotpresent\n'),
    /not one of Always, IfNotPresent, Never\. Did you mean IfNotPresent\?/,
  ],
  [
    'a port out of range',
    deployment('          ports: [{containerPort: 80000}]\n'),
    /containerPort: the number 80000 is out of range/,
  ],
  [
    'a quantity with a wrong unit',
    deployment('          resources: {limits: {memory: 512MB}}\n'),
    /limits\.memory: the text "512MB" is not written/,
  ],
  [
    'a Secret that is not base64',
    'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {A: not base64}\n',
    /data\.A: its value is no base64 text\. Write it as it is under stringData\./,
  ],
  [
    'a number in a Secret, without being shown,',
    'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {PIN: 472915}\n',
    /^(?!.*472915).*stringData\.PIN: its value must be a text\. Put it in quotes\./,
  ],
  [
    'a label that is none',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {app: "my app"}}\n',
    /labels\.app: the text "my app" is not written/,
  ],
  [
    'a name in capitals',
    'apiVersion: v1\nkind: Service\nmetadata: {name: Shop}\nspec: {ports: [{port: 80}]}\n',
    /metadata\.name: "Shop" is no name for a Service/,
  ],
  ['no name', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n', /the object has no name/],
  ['no kind', 'apiVersion: v1\nmetadata: {name: a}\n', /"kind" is missing/],
  [
    'an old version of an API',
    'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n',
    /there is no PodDisruptionBudget of policy\/v1beta1\. It is policy\/v1\./,
  ],
  [
    'an old group',
    'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\n',
    /It is networking\.k8s\.io\/v1\./,
  ],
  [
    'a misspelt kind',
    'apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: a}\n',
    /no kind Deploymnet in apps\/v1\. Did you mean Deployment\?/,
  ],
])('%s is refused', (_, text, expected) => {
  expect(check(text).join('\n')).toMatch(expected);
});

describe('several versions', () => {
  it('are named where only some refuse', () => {
    const text = deployment('', '      resources: {limits: {cpu: "1"}}\n');
    expect(check(text, ['1.30', '1.31', '1.34'])[0]).toMatch(
      /no field "resources" here.*\(Kubernetes 1\.30–1\.31\)/,
    );
  });

  it('are chosen by a range', () => {
    expect(versionsIn('1.30-1.32')).toEqual(['1.30', '1.31', '1.32']);
    expect(versionsIn('1.33')).toEqual(['1.33']);
    expect(() => versionsIn('1.9-1.12')).toThrow(/holds none of the versions/);
    expect(renderVersions(['1.30', '1.31', '1.35'])).toBe('1.30–1.31, 1.35');
  });
});

describe('kinds of others', () => {
  const backup =
    'apiVersion: shop.example/v1\nkind: Backup\nmetadata: {name: nightly}\nspec: {keep: 3, target: s3}\n';
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: backups.shop.example}
spec:
  group: shop.example
  scope: Namespaced
  names: {kind: Backup, plural: backups}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec: {type: object, properties: {keep: {type: integer}}}
`;

  it('are said to be unchecked without their definition', () => {
    const { problems, unchecked } = validateManifests([readManifest(backup, 'shop.yaml')], ['1.34']);
    expect(problems).toEqual([]);
    expect(unchecked).toEqual([expect.stringMatching(/Backup nightly \(shop\.example\/v1\) is of a kind/)]);
  });

  it('are checked by the definition beside them', () => {
    expect(check(`${definition}---\n${backup}`)).toEqual([
      expect.stringMatching(/Backup nightly spec\.target: there is no field "target" here/),
    ]);
  });
});

it('keeps lines in lists of objects, and names the template of rendered ones', () => {
  const list =
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: a}\n    dota: {}\n';
  expect(check(list)[0]).toMatch(/^shop\.yaml:7 ConfigMap a dota: .* Did you mean data\?/);
  const rendered =
    '---\n# Source: shop/templates/a.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndota: {}\n';
  expect(check(rendered)[0]).toMatch(/^shop\.yaml:6 .*\[shop\/templates\/a\.yaml\]$/);
});
