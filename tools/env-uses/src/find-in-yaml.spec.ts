import { findInDockerfile } from './find-in-dockerfile.ts';
import { findInManifest, findInTemplate, findInValues } from './find-in-yaml.ts';

const manifest = `---
# Source: shop/templates/config.yaml
apiVersion: v1
kind: ConfigMap
data:
  MOOD: calm
  journey.mjs: '…'
---
# Source: shop/templates/api.yaml
kind: Deployment
spec:
  template:
    spec:
      containers:
        - env:
            - name: LEVEL
              value: info
            - name: KEY
              valueFrom:
                secretKeyRef:
                  name: shop
                  key: SIGNING_KEY
`;

it('finds what ConfigMaps and Secrets hold and what containers are given, and which template made them', () => {
  expect(findInManifest(manifest)).toEqual([
    { name: 'MOOD', line: 6, keptIn: 'ConfigMap', source: 'templates/config.yaml' },
    { name: 'LEVEL', line: 16, source: 'templates/api.yaml' },
    { name: 'KEY', line: 18, source: 'templates/api.yaml' },
    { name: 'SIGNING_KEY', line: 22, keptIn: 'Secret', source: 'templates/api.yaml' },
  ]);
  expect(findInManifest('kind: Secret\nstringData:\n  KEY: x\n')).toEqual([
    { name: 'KEY', line: 3, keptIn: 'Secret' },
  ]);
});

it('finds what the values of a chart give', () => {
  const values =
    '# config:\nconfig:\n  MOOD: calm\nsecrets:\n  create: true\n  values:\n    KEY: x\nbackend:\n  extraEnv:\n    - name: LEVEL\n';
  expect(findInValues(values)).toEqual([
    { name: 'MOOD', line: 3, keptIn: 'ConfigMap' },
    { name: 'KEY', line: 7, keptIn: 'Secret' },
    { name: 'LEVEL', line: 10 },
  ]);
});

it('finds what the actions of a template ask for, and not what stands between them', () => {
  const template =
    '.Values.config.NOT\n{{- if and (int .Values.config.MOOD)\n  .Values.secrets.values.KEY }}\n{{ .Values.config.MOOD }}\n';
  expect(findInTemplate(template)).toEqual([
    { name: 'MOOD', line: 2, keptIn: 'ConfigMap' },
    { name: 'KEY', line: 3, keptIn: 'Secret' },
    { name: 'MOOD', line: 4, keptIn: 'ConfigMap' },
  ]);
});

it('finds what an image sets, and no argument of its build', () => {
  const dockerfile = 'FROM scratch\nARG OTHER=1\nENV MOOD=calm \\\n  LEVEL=info\n# ENV NOT=1\n';
  expect(findInDockerfile('apps/frontend/Dockerfile', dockerfile)).toEqual([
    { name: 'MOOD', file: 'apps/frontend/Dockerfile', line: 3, by: 'frontend' },
    { name: 'LEVEL', file: 'apps/frontend/Dockerfile', line: 4, by: 'frontend' },
  ]);
});
