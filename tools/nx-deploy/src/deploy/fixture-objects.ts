import type { Condition, ContainerStatus, Pod, Workload } from '../kubernetes/kubernetes-objects.ts';

/** Objects as a cluster of version 1.34 answers them, for specs. */
export const builtId = `sha256:${'a'.repeat(64)}`;

export const fixtureDeployment = (
  changes: {
    metadata?: object;
    spec?: object;
    status?: Workload['status'];
  } = {},
): Workload => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'shop-api',
    generation: 3,
    annotations: { 'deployment.kubernetes.io/revision': '2' },
    ...changes.metadata,
  },
  spec: { replicas: 1, selector: { matchLabels: { app: 'shop-api' } }, ...changes.spec },
  status: {
    observedGeneration: 3,
    replicas: 1,
    updatedReplicas: 1,
    readyReplicas: 1,
    availableReplicas: 1,
    ...changes.status,
  },
});

export const fixtureReplicaSet = (
  revision: string,
  hash: string,
  conditions: Condition[] = [],
): Workload => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: {
    name: `shop-api-${hash}`,
    labels: { app: 'shop-api', 'pod-template-hash': hash },
    annotations: { 'deployment.kubernetes.io/revision': revision },
    ownerReferences: [{ kind: 'Deployment', name: 'shop-api' }],
  },
  spec: {},
  status: { conditions },
});

/** A StatefulSet whose newest revision is "new", while no pod of it is ready. */
export const fixtureStatefulSet = (): Workload => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'shop-db', generation: 2 },
  spec: { replicas: 1, selector: { matchLabels: { app: 'shop-db' } } },
  status: { observedGeneration: 2, replicas: 1, currentRevision: 'old', updateRevision: 'new' },
});

export const fixtureStatefulPod = (
  revision: string,
  status: Partial<ContainerStatus>,
  changes: { pod?: Pod['status'] } = {},
): Pod => {
  const pod = fixturePod(status, changes);
  return {
    ...pod,
    metadata: {
      name: 'shop-db-0',
      labels: { app: 'shop-db', 'controller-revision-hash': revision },
      ownerReferences: [{ kind: 'StatefulSet', name: 'shop-db' }],
    },
    status: { ...pod.status, conditions: [{ type: 'Ready', status: 'False' }], ...changes.pod },
  };
};

export const fixturePod = (
  status: Partial<ContainerStatus> = {},
  changes: { hash?: string; name?: string; pod?: Pod['status'] } = {},
): Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: changes.name ?? 'shop-api-new-1',
    creationTimestamp: '2026-03-04T10:00:00Z',
    labels: { app: 'shop-api', 'pod-template-hash': changes.hash ?? 'new' },
  },
  spec: {
    containers: [
      {
        name: 'api',
        image: 'shop-api:aaaaaaaaaaaa',
        resources: { limits: { memory: '64Mi' } },
        readinessProbe: { httpGet: { path: '/readyz', port: 8000 } },
      },
    ],
  },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-03-04T10:00:05Z' }],
    containerStatuses: [
      {
        name: 'api',
        image: 'docker.io/library/shop-api:aaaaaaaaaaaa',
        imageID: builtId,
        ready: true,
        restartCount: 0,
        state: { running: { startedAt: '2026-03-04T10:00:01Z' } },
        ...status,
      },
    ],
    ...changes.pod,
  },
});
