import type { LocatedObject, Path } from '../kubernetes/located-manifest.ts';

export interface SecurityContext {
  runAsNonRoot?: boolean;
  runAsUser?: number;
  runAsGroup?: number;
  fsGroup?: number;
  supplementalGroups?: number[];
  readOnlyRootFilesystem?: boolean;
  allowPrivilegeEscalation?: boolean;
  privileged?: boolean;
  procMount?: string;
  capabilities?: { add?: string[]; drop?: string[] };
  seccompProfile?: { type?: string };
  appArmorProfile?: { type?: string };
  seLinuxOptions?: { type?: string; user?: string; role?: string };
  windowsOptions?: { hostProcess?: boolean };
  sysctls?: { name: string }[];
}

export interface Probe {
  httpGet?: { port?: number | string };
  tcpSocket?: { port?: number | string };
  grpc?: { port?: number };
  exec?: object;
}

export interface ContainerSpec {
  name?: string;
  image?: string;
  imagePullPolicy?: string;
  command?: string[];
  args?: string[];
  restartPolicy?: string;
  ports?: { name?: string; containerPort?: number; hostPort?: number; protocol?: string }[];
  env?: { name?: string; value?: unknown; valueFrom?: object }[];
  envFrom?: object[];
  resources?: {
    limits?: Record<string, string | number>;
    requests?: Record<string, string | number>;
  };
  volumeMounts?: { name?: string; mountPath?: string }[];
  volumeDevices?: { name?: string }[];
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  startupProbe?: Probe;
  securityContext?: SecurityContext;
  stdin?: boolean;
  tty?: boolean;
}

export interface VolumeSpec {
  name?: string;
  emptyDir?: { sizeLimit?: string; medium?: string };
  hostPath?: { path?: string };
  [source: string]: unknown;
}

export interface PodSpec {
  containers?: ContainerSpec[];
  initContainers?: ContainerSpec[];
  volumes?: VolumeSpec[];
  securityContext?: SecurityContext;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  shareProcessNamespace?: boolean;
  automountServiceAccountToken?: boolean;
  serviceAccountName?: string;
  serviceAccount?: string;
  restartPolicy?: string;
  terminationGracePeriodSeconds?: number;
  topologySpreadConstraints?: object[];
  affinity?: { podAntiAffinity?: object };
  nodeName?: string;
  nodeSelector?: Record<string, string>;
  tolerations?: { key?: string; operator?: string }[];
  enableServiceLinks?: boolean;
}

/** The description of pods in an object, whatever holds it. */
export interface PodView {
  located: LocatedObject;
  spec: PodSpec;
  /** Where the description stands. */
  path: Path;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** It serves until it is stopped; others end by themselves. */
  isLongRunning: boolean;
}

export interface ContainerView {
  pod: PodView;
  container: ContainerSpec;
  path: Path;
  /** It runs beside the others all the time; plain init containers end before those start. */
  isLongRunning: boolean;
}

interface Metadata {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

const templatePaths: Record<string, Path> = {
  Pod: [],
  PodTemplate: ['template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job'].map((kind) => [
      kind,
      ['spec', 'template'],
    ]),
  ),
};

export const isHook = ({ object }: LocatedObject): boolean =>
  object.metadata.annotations?.['helm.sh/hook'] !== undefined;

export function findPod(located: LocatedObject): PodView | undefined {
  const { kind } = located.object;
  const templatePath = templatePaths[kind];
  if (!templatePath) return undefined;
  const template = templatePath.reduce<unknown>(
    (value, part) => (value as Record<string, unknown> | undefined)?.[part],
    located.object,
  ) as { metadata?: Metadata; spec?: PodSpec } | undefined;
  if (typeof template?.spec !== 'object' || template.spec === null) return undefined;
  const ends =
    kind === 'Job' ||
    kind === 'CronJob' ||
    (kind === 'Pod' && (isHook(located) || endsByItself(template.spec)));
  return {
    located,
    spec: template.spec,
    path: [...templatePath, 'spec'],
    labels: template.metadata?.labels ?? {},
    annotations: template.metadata?.annotations ?? {},
    isLongRunning: !ends,
  };
}

const endsByItself = ({ restartPolicy }: PodSpec): boolean =>
  restartPolicy === 'Never' || restartPolicy === 'OnFailure';

export function listContainers(pod: PodView): ContainerView[] {
  return (['initContainers', 'containers'] as const).flatMap((field) => {
    const list = pod.spec[field];
    if (!Array.isArray(list)) return [];
    return list.map((container, at) => ({
      pod,
      container: container ?? {},
      path: [...pod.path, field, at],
      isLongRunning: pod.isLongRunning && (field === 'containers' || container?.restartPolicy === 'Always'),
    }));
  });
}
