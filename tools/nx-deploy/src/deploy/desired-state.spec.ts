import { listDifferences } from '../kubernetes/field-differences.ts';
import type { KubeObject, Workload } from '../kubernetes/kubernetes-objects.ts';
import { desiredState, withoutBookkeeping } from './desired-state.ts';
import { fixtureDeployment } from './fixture-objects.ts';

const owner = { release: 'shop', namespace: 'lab' };
const helms = { 'meta.helm.sh/release-name': 'shop', 'meta.helm.sh/release-namespace': 'lab' };
const managed = { 'app.kubernetes.io/managed-by': 'Helm' };

/** What a deployment of the release looks like in the cluster, after somebody did something to it. */
const live = (changes: { metadata?: object; spec?: object } = {}): Workload =>
  fixtureDeployment({
    ...changes,
    metadata: { annotations: helms, labels: managed, ...changes.metadata },
  });
const pure = fixtureDeployment({ metadata: { annotations: undefined } });

function driftOf(found: KubeObject, given: { rendered?: KubeObject; all?: KubeObject[] } = {}): string[] {
  const desired = desiredState({ live: found, pure, rendered: pure, all: [], owner, ...given });
  return listDifferences(withoutBookkeeping(found), withoutBookkeeping(desired)).map(({ path }) => path);
}

const written = (manager: string, section: string, key: string) => ({
  managedFields: [{ manager, fieldsV1: { 'f:metadata': { [`f:${section}`]: { [`f:${key}`]: {} } } } }],
});

describe('what is drift', () => {
  it('is not what helm and Kubernetes write down for themselves', () => {
    expect(driftOf(live())).toEqual([]);
    const annotations = { ...helms, 'deployment.kubernetes.io/revision': '7' };
    expect(driftOf(live({ metadata: { annotations } }))).toEqual([]);
  });

  it('is helm’s own note when somebody took it away', () => {
    expect(driftOf(live({ metadata: { annotations: {} } }))).toEqual([
      'metadata.annotations.meta.helm.sh/release-name',
      'metadata.annotations.meta.helm.sh/release-namespace',
    ]);
  });

  it('is what people note on an object, and not what controllers do', () => {
    for (const section of ['labels', 'annotations'] as const) {
      const own = section === 'labels' ? managed : helms;
      const noted = (manager: string) =>
        live({ metadata: { [section]: { ...own, note: 'x' }, ...written(manager, section, 'note') } });
      expect(driftOf(noted('watcher'))).toEqual([]);
      expect(driftOf(noted('kubectl-edit'))).toEqual([`metadata.${section}.note`]);
    }
  });

  it('is a field that was added anywhere in the specification', () => {
    expect(driftOf(live({ spec: { paused: true } }))).toEqual(['spec.paused']);
  });

  it('is no restart that somebody asked for', () => {
    const annotations = { 'kubectl.kubernetes.io/restartedAt': '2026-03-04T10:00:00Z' };
    const template = { metadata: { annotations } };
    const plain = fixtureDeployment({ spec: { template: {} } });
    const desired = desiredState({
      live: live({ spec: { template } }),
      pure: plain,
      rendered: plain,
      all: [],
      owner,
    }) as Workload;
    expect(desired.spec.template?.metadata?.annotations).toEqual(annotations);
  });
});

describe('the number of pods', () => {
  const rendered = fixtureDeployment({ spec: { replicas: undefined } });
  const autoscaler = {
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'shop' },
    spec: { scaleTargetRef: { kind: 'Deployment', name: 'shop-api' } },
  };

  it('is the autoscaler’s where the chart leaves it out', () => {
    const scaled = live({ spec: { replicas: 3 } });
    expect(driftOf(scaled, { rendered, all: [autoscaler] })).toEqual([]);
    expect(driftOf(scaled, { rendered })).toEqual(['spec.replicas']);
    expect(driftOf(scaled, { all: [autoscaler] })).toEqual(['spec.replicas']);
  });

  it('is that of an autoscaler outside the release too', () => {
    const by = (manager: string) => ({
      metadata: { managedFields: [{ manager, subresource: 'scale' }] },
      spec: { replicas: 3 },
    });
    expect(driftOf(live(by('kube-controller-manager')), { rendered })).toEqual([]);
    expect(driftOf(live(by('kubectl')), { rendered })).toEqual(['spec.replicas']);
  });

  it('is never left at nothing, where autoscalers stay off', () => {
    expect(driftOf(live({ spec: { replicas: 0 } }), { rendered, all: [autoscaler] })).toEqual([
      'spec.replicas',
    ]);
  });
});
