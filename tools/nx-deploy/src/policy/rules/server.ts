import type { Path } from '../../kubernetes/located-manifest.ts';
import { type ContainerSpec, findPod, type PodSpec, type Probe, type VolumeSpec } from '../pods.ts';
import { objectRule, type Verdict } from '../rule.ts';
import type { ServiceShape } from './services.ts';

const about = {
  id: 'accepted-by-server',
  severity: 'error' as const,
  reason:
    'A server compares fields with each other, which no schema can, and refuses what does not go together.',
  fix: 'Write one of the two, or a value that Kubernetes allows there.',
};

type Judge = (object: object, path: Path) => Verdict[];

interface Rollout {
  spec?: { strategy?: { rollingUpdate?: { maxSurge?: number | string; maxUnavailable?: number | string } } };
}

interface PolicyShape {
  spec?: Partial<
    Record<'ingress' | 'egress', Partial<Record<'from' | 'to', { ipBlock?: { cidr?: string } }[]>>[]>
  >;
}

interface IngressShape {
  spec?: { rules?: { http?: { paths?: { path?: string; pathType?: string }[] } }[] };
}

const isNothing = (value: number | string | undefined): boolean =>
  value === 0 || value === '0' || value === '0%';

const kinds: Record<string, Judge> = {
  Deployment: (object) => {
    const { maxSurge, maxUnavailable } = (object as Rollout).spec?.strategy?.rollingUpdate ?? {};
    return [
      isNothing(maxSurge) &&
        isNothing(maxUnavailable) && {
          says: 'with neither a pod more nor a pod less nothing can be replaced.',
          at: ['spec', 'strategy', 'rollingUpdate'],
        },
    ];
  },
  Service: (object) => {
    const { type = 'ClusterIP', ports = [] } = (object as ServiceShape).spec ?? {};
    return ports.flatMap(({ name, targetPort, nodePort }, at): Verdict[] => [
      judgePortName(name, ['spec', 'ports', at, 'name']),
      judgePort(targetPort, ['spec', 'ports', at, 'targetPort']),
      Boolean(nodePort) &&
        type === 'ClusterIP' && {
          says: 'a Service of type ClusterIP has no node port.',
          at: ['spec', 'ports', at, 'nodePort'],
        },
      nodePort !== undefined &&
        nodePort > 0 &&
        (nodePort < 30000 || nodePort > 32767) && {
          says: `node ports lie between 30000 and 32767 unless the cluster says otherwise, and ${nodePort} does not.`,
          at: ['spec', 'ports', at, 'nodePort'],
        },
    ]);
  },
  NetworkPolicy: (object) =>
    (['ingress', 'egress'] as const).flatMap((direction) =>
      ((object as PolicyShape).spec?.[direction] ?? []).flatMap((rule, at) =>
        (['from', 'to'] as const).flatMap((side) =>
          (rule[side] ?? []).map(
            ({ ipBlock }, peer): Verdict =>
              ipBlock?.cidr !== undefined &&
              !/^[0-9a-f.:]+\/\d{1,3}$/i.test(ipBlock.cidr) && {
                says: `"${ipBlock.cidr}" is no range of addresses such as 10.0.0.0/8; a single one ends in /32.`,
                at: ['spec', direction, at, side, peer, 'ipBlock', 'cidr'],
              },
          ),
        ),
      ),
    ),
  Ingress: (object) =>
    ((object as IngressShape).spec?.rules ?? []).flatMap(({ http }, rule) =>
      (http?.paths ?? []).map(
        ({ path, pathType }, at): Verdict =>
          path !== undefined &&
          pathType !== 'ImplementationSpecific' &&
          !path.startsWith('/') && {
            says: `the path "${path}" does not begin with "/".`,
            at: ['spec', 'rules', rule, 'http', 'paths', at, 'path'],
          },
      ),
    ),
  PodDisruptionBudget: (object) => {
    const { spec = {} } = object as { spec?: { minAvailable?: unknown; maxUnavailable?: unknown } };
    return [
      spec.minAvailable !== undefined &&
        spec.maxUnavailable !== undefined && {
          says: 'minAvailable and maxUnavailable exclude each other.',
          at: ['spec', 'minAvailable'],
        },
    ];
  },
  CronJob: (object) => {
    const schedule = (object as { spec?: { schedule?: unknown } }).spec?.schedule;
    return [
      typeof schedule === 'string' &&
        !isSchedule(schedule) && {
          says: `"${schedule}" is no time table: minute, hour, day, month and day of the week, each within its range.`,
          at: ['spec', 'schedule'],
        },
    ];
  },
  Secret: (object) => {
    const { type, data, stringData } = object as { type?: string; data?: object; stringData?: object };
    const keys = Object.keys({ ...data, ...stringData });
    const wanted: Record<string, string[]> = {
      'kubernetes.io/tls': ['tls.crt', 'tls.key'],
      'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
    };
    return (wanted[type ?? ''] ?? [])
      .filter((key) => !keys.includes(key))
      .map((key) => ({ says: `a Secret of type ${type} has an entry ${key}.`, at: ['type'] }));
  },
};

/** What a server refuses after the schemas have let it pass, of the mistakes that people and assistants make. */
export const serverRules = [
  objectRule(about, [], (object, _, located) => {
    const pod = findPod(located);
    return [
      ...(kinds[object.kind]?.(object, []) ?? []),
      ...(pod ? judgePod(pod.spec).map((verdict) => within(verdict, pod.path)) : []),
    ];
  }),
];

function within(verdict: Verdict, path: Path): Verdict {
  if (!verdict || typeof verdict === 'string') return verdict;
  return { ...verdict, at: [...path, ...verdict.at] };
}

const judgePod = (spec: PodSpec): Verdict[] => [
  ...(['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).flatMap((container, at) =>
      judgeContainer(container).map((verdict) => within(verdict, [list, at])),
    ),
  ),
  ...(spec.volumes ?? []).map((volume, at) => judgeVolume(volume, ['volumes', at])),
];

const judgeContainer = ({ ports, env, volumeMounts, ...container }: ContainerSpec): Verdict[] => [
  ...(ports ?? []).map(({ name }, at) => judgePortName(name, ['ports', at, 'name'])),
  ...(env ?? []).map(
    ({ name, value, valueFrom }, at): Verdict =>
      typeof value === 'string' &&
      value !== '' &&
      valueFrom !== undefined && { says: `${name} has both a value and a valueFrom.`, at: ['env', at] },
  ),
  ...((volumeMounts ?? []) as { subPath?: string }[]).map(
    ({ subPath }, at): Verdict =>
      subPath?.startsWith('/') && {
        says: 'a subPath counts from the volume, and so begins with no "/".',
        at: ['volumeMounts', at, 'subPath'],
      },
  ),
  ...(['startupProbe', 'livenessProbe', 'readinessProbe'] as const).flatMap((name) =>
    judgeProbe(name, container[name]).map((verdict) => within(verdict, [name])),
  ),
];

const asks = ['httpGet', 'tcpSocket', 'grpc', 'exec'] as const;

function judgeProbe(name: string, probe: Probe | undefined): Verdict[] {
  if (!probe) return [];
  const given = asks.filter((way) => probe[way] !== undefined);
  const { successThreshold = 1 } = probe as { successThreshold?: number };
  return [
    given.length !== 1 && {
      says: given.length === 0 ? 'it asks nothing.' : `it asks in two ways, ${given.join(' and ')}.`,
      at: [],
    },
    successThreshold !== 1 &&
      name !== 'readinessProbe' && {
        says: 'one answer is enough for it, so successThreshold is 1.',
        at: ['successThreshold'],
      },
    judgePort(probe.httpGet?.port, ['httpGet', 'port']),
    judgePort(probe.tcpSocket?.port, ['tcpSocket', 'port']),
  ];
}

const judgePort = (port: number | string | undefined, at: Path): Verdict =>
  typeof port === 'string' &&
  !isPortName(port) && {
    says: `"${port}" is a text, and no name of a port; write a number without quotes.`,
    at,
  };

const judgePortName = (name: string | undefined, at: Path): Verdict =>
  name !== undefined &&
  !isPortName(name) && {
    says: `"${name}" is no name of a port: at most 15 small letters, digits and "-", a letter among them.`,
    at,
  };

/** IANA's service names, RFC 6335, section 5.1. */
const isPortName = (name: string): boolean =>
  name.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);

function judgeVolume({ name, ...sources }: VolumeSpec, at: Path): Verdict {
  const given = Object.keys(sources).filter((source) => sources[source] !== undefined);
  return given.length > 1 && { says: `the volume ${name} has two sources, ${given.join(' and ')}.`, at };
}

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const days = 'sun|mon|tue|wed|thu|fri|sat';

/** The five fields of cron, with names of months and days, lists, ranges and steps; or @daily and its like. */
function isSchedule(text: string): boolean {
  const schedule = text.trim().replace(/^(CRON_)?TZ=\S+\s+/, '');
  if (/^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(schedule)) return true;
  const ranges: [number, number, string?][] = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12, months],
    [0, 6, days],
  ];
  const fields = schedule.split(/\s+/);
  return fields.length === 5 && fields.every((field, at) => isWithin(field, ranges[at] ?? [0, 0]));
}

function isWithin(field: string, [least, most, names]: [number, number, string?]): boolean {
  const isOne = (part: string): boolean =>
    /^\d+$/.test(part)
      ? Number(part) >= least && Number(part) <= most
      : names !== undefined && new RegExp(`^(${names})$`, 'i').test(part);
  return field.split(',').every((item) => {
    const [range = '', step, ...more] = item.split('/');
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
    return range === '*' || range === '?' || range.split('-').every(isOne);
  });
}
