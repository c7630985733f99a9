import { readManifest } from '../kubernetes/located-manifest.ts';
import { lineOfField } from './line-of-field.ts';

const text = `kind: Deployment
metadata:
  name: shop
  labels:
    app.kubernetes.io/name: shop
spec:
  replicas: 1
  template:
    spec:
      enableServiceLinks: true
      containers:
        - name: api
          resources:
            limits: { memory: 1Gi }
          env:
            - name: LOG_LEVEL
              value: info
`;

it.each([
  ['kind', 1],
  ['metadata.labels["app.kubernetes.io/name"]', 5],
  ['metadata.labels["app.kubernetes.io/part-of"]', 4],
  ['spec.replicas', 7],
  ['spec.strategy.rollingUpdate.maxUnavailable', 6],
  ['enableServiceLinks', 10],
  ['serviceAccountName', 9],
  ['containers[api]', 12],
  ['containers[other].image', 11],
  ['containers[0].livenessProbe', 12],
  ['containers[api].resources.limits.memory', 14],
  ['containers[api].env[LOG_LEVEL]', 16],
  ['containers[api].env[TOKEN]', 15],
])('%s stands in line %i', (field, line) => {
  const [located] = readManifest(text, 'answer.yaml').objects;
  expect(located && lineOfField(located, field)).toBe(line);
});
