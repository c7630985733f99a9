import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import type { ContainerSpec, PodSpec, Probe, SecurityContext } from '../policy/pods.ts';
import { readQuantity } from '../kubernetes/quantity.ts';
import { splitImage } from '../kubernetes/list-images.ts';
import type { DeclaredVariable } from '../secrets/environment-contract.ts';
import { compareVariables } from './compare-variables.ts';

/** A complaint about a field of a container or pod; who calls knows where that stands. */
export interface FieldComplaint {
  verdict: 'missing' | 'worse' | 'differs';
  field: string;
  says: string;
  rule?: string;
}

export interface ContainerSide {
  container: ContainerSpec;
  pod: PodSpec;
  /** What is applied together with it, to know its variables. */
  objects: LocatedObject[];
}

/** What their container lacks, or has worse, than ours of the same role. */
export function compareContainers(
  theirs: ContainerSide,
  ours: ContainerSide,
  declared: DeclaredVariable[],
): FieldComplaint[] {
  return [
    ...comparePrograms(theirs.container, ours.container),
    ...compareResources(theirs.container, ours.container),
    ...compareProbes(theirs.container, ours.container),
    ...comparePorts(theirs.container, ours.container),
    ...compareSecurity(theirs, ours),
    ...compareVariables(theirs, ours, declared),
    ...compareMounts(theirs.container, ours.container),
    ...compareHooks(theirs.container, ours.container),
  ];
}

/** Which program starts: another image, another version, or another command. */
function comparePrograms(theirs: ContainerSpec, ours: ContainerSpec): FieldComplaint[] {
  const [mine, other] = [theirs.image ?? '', ours.image ?? ''];
  const [image, ourImage] = [splitImage(mine), splitImage(other)];
  const nameOf = (repository: string): string => repository.split('/').at(-1) ?? '';
  const complaints: FieldComplaint[] = [];
  if (mine !== '' && nameOf(image.repository) !== nameOf(ourImage.repository))
    complaints.push({ verdict: 'worse', field: 'image', says: `${mine}; ours: ${other}` });
  else if (mine !== '' && mine !== other)
    complaints.push({ verdict: 'differs', field: 'image', says: `${mine}; ours: ${other}` });
  for (const field of ['command', 'args'] as const)
    if (theirs[field] && !ours[field])
      complaints.push({
        verdict: 'worse',
        field,
        // An argument can hold a secret, so it is not shown.
        says: 'it starts something of its own; ours starts what the image says',
      });
  return complaints;
}

function compareResources(
  { resources: theirs }: ContainerSpec,
  { resources: ours }: ContainerSpec,
): FieldComplaint[] {
  return (['requests', 'limits'] as const).flatMap((list) =>
    Object.entries(ours?.[list] ?? {}).flatMap(([kind, amount]): FieldComplaint[] => {
      const field = `resources.${list}.${kind}`;
      const given = theirs?.[list]?.[kind];
      if (given === undefined)
        return [{ verdict: 'missing', field, says: `ours: ${amount}`, rule: `resource-${list}` }];
      const [mine, other] = [readQuantity(given), readQuantity(amount)];
      // The schemas tell of what is no amount at all.
      if (mine === undefined || other === undefined) return [];
      if (mine < other) return [{ verdict: 'worse', field, says: `${given}; ours: ${amount}` }];
      return mine > other
        ? [{ verdict: mine >= other * 4 ? 'worse' : 'differs', field, says: `${given}; ours: ${amount}` }]
        : [];
    }),
  );
}

const probeRules = {
  startupProbe: 'startup-probe',
  readinessProbe: 'readiness-probe',
  livenessProbe: 'liveness-probe',
};

type ProbeFields = Probe & {
  httpGet?: { path?: string; scheme?: string; host?: string };
  periodSeconds?: number;
  failureThreshold?: number;
};

function compareProbes(theirs: ContainerSpec, ours: ContainerSpec): FieldComplaint[] {
  return (Object.keys(probeRules) as (keyof typeof probeRules)[]).flatMap((field): FieldComplaint[] => {
    const [mine, other] = [theirs[field] as ProbeFields | undefined, ours[field] as ProbeFields | undefined];
    if (!other) return [];
    if (!mine)
      return [
        { verdict: 'missing', field, says: `ours: ${describeProbe(ours, other)}`, rule: probeRules[field] },
      ];
    const [a, b] = [describeProbe(theirs, mine), describeProbe(ours, other)];
    if (a !== b) return [{ verdict: 'worse', field, says: `it asks ${a}; ours: ${b}` }];
    const [patience, ourPatience] = [patienceOf(mine), patienceOf(other)];
    // The readiness probe only takes it out of service for a while; the others start it again.
    return field !== 'readinessProbe' && patience < ourPatience / 2
      ? [{ verdict: 'worse', field, says: `it gives up after ${patience} s; ours: ${ourPatience} s` }]
      : [];
  });
}

/** Seconds until it has failed for good; Kubernetes asks every 10 s, three times, unless told otherwise. */
const patienceOf = ({ periodSeconds = 10, failureThreshold = 3 }: ProbeFields): number =>
  periodSeconds * failureThreshold;

/** "GET /health on 8000", with named ports resolved. */
function describeProbe({ ports = [] }: ContainerSpec, probe: ProbeFields): string {
  const asked = probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port;
  const port = ports?.find(({ name }) => name === asked)?.containerPort ?? asked;
  if (probe.httpGet) {
    const { path = '/', scheme = 'HTTP', host } = probe.httpGet;
    return `${scheme === 'HTTP' ? '' : `${scheme} `}GET ${path} on ${host ? `${host}:` : ''}${port}`;
  }
  if (probe.exec) return `a command`;
  return `${probe.grpc ? 'gRPC' : 'TCP'} on ${port}`;
}

function comparePorts(theirs: ContainerSpec, ours: ContainerSpec): FieldComplaint[] {
  const opened = (theirs.ports ?? []).map(({ containerPort }) => containerPort);
  return (ours.ports ?? [])
    .filter(({ containerPort }) => !opened.includes(containerPort))
    .map(({ containerPort }) => ({
      verdict: opened.length > 0 ? 'worse' : 'missing',
      field: 'ports',
      says: `${opened.length > 0 ? `it opens ${opened.join(', ')}; ` : ''}ours: ${containerPort}`,
    }));
}

const securityRules: Record<string, string> = {
  runAsNonRoot: 'run-as-non-root',
  runAsUser: 'run-as-non-root',
  readOnlyRootFilesystem: 'read-only-root',
  allowPrivilegeEscalation: 'no-privilege-escalation',
  privileged: 'no-privileged',
  seccompProfile: 'seccomp-profile',
  capabilities: 'drop-all-capabilities',
};

/** What counts for the container, wherever it is written. */
const effective = ({ container, pod }: ContainerSide): SecurityContext => {
  const { runAsNonRoot, runAsUser, runAsGroup, seccompProfile } = pod.securityContext ?? {};
  const shared = { runAsNonRoot, runAsUser, runAsGroup, seccompProfile };
  return { ...dropUndefined(shared), ...container.securityContext };
};

const dropUndefined = (object: object): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

function compareSecurity(theirs: ContainerSide, ours: ContainerSide): FieldComplaint[] {
  const given = effective(theirs) as Record<string, unknown>;
  return Object.entries(effective(ours)).flatMap(([name, value]): FieldComplaint[] => {
    const field = `securityContext.${name}`;
    const rule = securityRules[name] ? { rule: securityRules[name] } : {};
    const ourText = JSON.stringify(value);
    if (given[name] === undefined) return [{ verdict: 'missing', field, says: `ours: ${ourText}`, ...rule }];
    const text = JSON.stringify(given[name]);
    const isNumber = typeof value === 'number';
    // Another user than ours is as good, as long as it is not root.
    return text === ourText
      ? []
      : [
          {
            verdict: isNumber && given[name] !== 0 ? 'differs' : 'worse',
            field,
            says: `${text}; ours: ${ourText}`,
            ...rule,
          },
        ];
  });
}

function compareMounts(theirs: ContainerSpec, ours: ContainerSpec): FieldComplaint[] {
  const mounted = (theirs.volumeMounts ?? []).map(({ mountPath }) => mountPath);
  return (ours.volumeMounts ?? [])
    .filter(({ mountPath }) => !mounted.includes(mountPath))
    .map(({ mountPath }) => ({
      verdict: 'missing',
      field: 'volumeMounts',
      says: `ours mounts ${mountPath}`,
    }));
}

function compareHooks(theirs: ContainerSpec, ours: ContainerSpec): FieldComplaint[] {
  type Hooked = { lifecycle?: Record<string, unknown> };
  return Object.keys((ours as Hooked).lifecycle ?? {})
    .filter((hook) => (theirs as Hooked).lifecycle?.[hook] === undefined)
    .map((hook) => ({ verdict: 'missing', field: `lifecycle.${hook}`, says: `ours has one` }));
}
