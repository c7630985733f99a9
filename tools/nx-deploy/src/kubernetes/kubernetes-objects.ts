/** The parts of Kubernetes' objects that are read here. */
export interface KubeObject {
  apiVersion?: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    ownerReferences?: { kind: string; name: string }[];
    managedFields?: ManagedFields[];
  };
}

/** Which fields somebody wrote, and as whom. */
export interface ManagedFields {
  manager?: string;
  operation?: string;
  subresource?: string;
  fieldsV1?: Record<string, unknown>;
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: { reason?: string; exitCode?: number; message?: string; finishedAt?: string };
}

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  ready: boolean;
  restartCount: number;
  state?: ContainerState;
  lastState?: ContainerState;
}

interface KeyReference {
  name: string;
  key: string;
}

export interface Container {
  name: string;
  image: string;
  resources?: { limits?: Record<string, string>; requests?: Record<string, string> };
  command?: string[];
  args?: string[];
  env?: {
    name: string;
    value?: string;
    valueFrom?: { secretKeyRef?: KeyReference; configMapKeyRef?: KeyReference };
  }[];
  envFrom?: { prefix?: string; secretRef?: { name: string }; configMapRef?: { name: string } }[];
  readinessProbe?: { httpGet?: { path?: string; port?: number | string }; exec?: { command?: string[] } };
}

export interface Pod extends KubeObject {
  kind: 'Pod';
  spec: { nodeName?: string; containers: Container[]; initContainers?: Container[] };
  status: {
    phase?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

export interface Workload extends KubeObject {
  kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet';
  spec: {
    replicas?: number;
    strategy?: { type?: string; rollingUpdate?: { maxSurge?: number | string } };
    selector?: { matchLabels?: Record<string, string> };
    template?: {
      metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
      spec?: { containers?: Container[]; initContainers?: Container[] };
    };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    readyReplicas?: number;
    availableReplicas?: number;
    currentRevision?: string;
    updateRevision?: string;
    desiredNumberScheduled?: number;
    updatedNumberScheduled?: number;
    numberReady?: number;
    conditions?: Condition[];
  };
}

export interface Service extends KubeObject {
  kind: 'Service';
  spec: {
    type?: string;
    selector?: Record<string, string>;
    ports?: { port: number; nodePort?: number }[];
  };
}

export interface Secret extends KubeObject {
  kind: 'Secret';
  data?: Record<string, string>;
}

export interface ConfigMap extends KubeObject {
  kind: 'ConfigMap';
  data?: Record<string, string>;
}

export interface Node extends KubeObject {
  kind: 'Node';
  spec?: { unschedulable?: boolean };
  status?: {
    addresses?: { type: string; address: string }[];
    images?: { names?: string[] }[];
  };
}

export interface Event extends KubeObject {
  kind: 'Event';
  involvedObject: { kind: string; name: string };
  type?: string;
  reason?: string;
  message?: string;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

export const isWorkload = (object: KubeObject): object is Workload =>
  object.kind === 'Deployment' || object.kind === 'StatefulSet' || object.kind === 'DaemonSet';

export const named = ({ kind, metadata }: KubeObject): string =>
  metadata.name ? `${kind} ${metadata.name}` : `${kind} without a name`;

/** kubectl answers with the object itself when there is one, else with a list, or with one object after the other. */
export function itemsOf<T extends KubeObject>(text: string): T[] {
  // Only the end of a whole object stands at the start of a line.
  const values = text.split(/^(?<=\}\n)(?=\{)/m).filter((value) => value.trim() !== '');
  return values.flatMap((one) => {
    const value = JSON.parse(one) as T | { kind: 'List'; items: T[] };
    return 'items' in value && Array.isArray(value.items) ? value.items : [value as T];
  });
}
