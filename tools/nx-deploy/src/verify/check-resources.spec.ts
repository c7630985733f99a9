import { fixtureDeployment } from '../deploy/fixture-objects.ts';
import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import { checkDeclared, checkUsage } from './check-resources.ts';
import { addUp } from './read-usage.ts';
import { fixturePod } from '../deploy/fixture-objects.ts';
import { computeWorstCase } from './worst-case.ts';

const container = (limits?: object, requests?: object) => ({
  name: 'api',
  image: 'shop-api:1',
  resources: { ...(limits ? { limits } : {}), ...(requests ? { requests } : {}) },
});
const deployment = (spec: object, ...containers: object[]) =>
  fixtureDeployment({ spec: { ...spec, template: { spec: { containers } } } });
const api = container({ cpu: '500m', memory: '256Mi' }, { cpu: '100m', memory: '128Mi' });
const autoscaler = {
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'shop-api' },
  spec: { maxReplicas: 4, scaleTargetRef: { kind: 'Deployment', name: 'shop-api' } },
} as KubeObject;
const budget = { cpu: 2, memory: 2e9 };
const Mi = 2 ** 20;

it('counts all replicas and those that an update adds', () => {
  const worst = computeWorstCase([
    deployment({ replicas: 2, strategy: { rollingUpdate: { maxSurge: 1 } } }, api),
  ]);
  expect(worst).toMatchObject({ pods: 3, limits: { cpu: 1.5, memory: 768 * Mi } });
  expect(worst.requests.cpu).toBeCloseTo(0.3);
});

it('rounds a surge in per cent up, and knows none where all are recreated', () => {
  const pods = (spec: object) => computeWorstCase([deployment(spec, api)]).pods;
  expect(pods({ replicas: 5 })).toBe(7);
  expect(pods({ replicas: 2, strategy: { type: 'Recreate' } })).toBe(2);
  expect(pods({ replicas: 0 })).toBe(0);
});

it('takes what the autoscaler may make, not what runs', () => {
  const scaled = deployment({ strategy: { rollingUpdate: { maxSurge: 1 } } }, api);
  expect(computeWorstCase([scaled, autoscaler]).pods).toBe(5);
  expect(checkDeclared([scaled, autoscaler], budget, 1).map(({ ok }) => ok)).toEqual([true, false]);
});

it('takes the larger of init containers and the others', () => {
  const init = container({ cpu: '2', memory: '64Mi' });
  const workload = fixtureDeployment({
    spec: {
      strategy: { type: 'Recreate' },
      template: { spec: { containers: [api], initContainers: [init] } },
    },
  });
  expect(computeWorstCase([workload]).limits).toEqual({ cpu: 2, memory: 256 * Mi });
});

it('fails a container without a limit: it has no worst case', () => {
  const [memory, cpu] = checkDeclared([deployment({}, container({ cpu: '1' }))], budget, 1);
  expect(memory).toMatchObject({ ok: false, detail: 'no limit for the memory of api' });
  expect(cpu).toMatchObject({ ok: false, detail: expect.stringContaining('limits of 2 cores') });
});

it('adds up what the metrics API says of these pods, and nothing of others', () => {
  const pod = fixturePod();
  const metrics = (name: string) => ({
    metadata: { name },
    containers: [{ usage: { cpu: '250000000n', memory: '100Mi' } }],
  });
  const usage = addUp([metrics(pod.metadata.name), metrics('stranger')], [pod]);
  expect(usage).toEqual({ cpu: 0.25, memory: 100 * Mi, pods: 1 });
  expect(checkUsage(usage, budget).map(({ ok, detail }) => [ok, detail])).toEqual([
    [true, '104.9 MB in 1 pods'],
    [true, '0.25 cores in 1 pods'],
  ]);
  expect(checkUsage(usage, { cpu: 0.2, memory: 1e8 }).map(({ ok }) => ok)).toEqual([false, false]);
});

it('says that nobody measured it, where a pod has no figures yet', () => {
  const usage = addUp([], [fixturePod()]);
  expect(checkUsage(usage, budget)).toEqual([
    expect.objectContaining({ unknown: true }),
    expect.objectContaining({ unknown: true }),
  ]);
});
