import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import { listHandedOver } from './hand-over-replicas.ts';

const deployment = (name: string, replicas?: number) =>
  ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { app: name } },
    spec: { ...(replicas === undefined ? {} : { replicas }), template: {} },
  }) as unknown as KubeObject;

const autoscaler = (name: string) =>
  ({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { scaleTargetRef: { kind: 'Deployment', name } },
  }) as unknown as KubeObject;

it('is the number of pods of what gets an autoscaler, and nothing else of it', () => {
  const living = [deployment('api', 3), deployment('web', 2)];
  expect(listHandedOver(living, [deployment('api'), deployment('web', 2), autoscaler('api')])).toEqual([
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' }, spec: { replicas: 3 } },
  ]);
});

it.each([
  ['has its autoscaler already', [deployment('api')], [deployment('api'), autoscaler('api')]],
  ['is new', [], [deployment('api'), autoscaler('api')]],
  ['has no autoscaler, so the default is meant', [deployment('api', 3)], [deployment('api')]],
])('is nothing of what %s', (_, living, objects) => {
  expect(listHandedOver(living, objects)).toEqual([]);
});
