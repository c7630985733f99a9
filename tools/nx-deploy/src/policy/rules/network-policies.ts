import type { LabelSelector, PolicySet } from '../policy-set.ts';
import type { PodView } from '../pods.ts';
import { matches } from '../policy-set.ts';
import { objectRule, podRule } from '../rule.ts';

interface Peer {
  podSelector?: LabelSelector;
  namespaceSelector?: LabelSelector;
  ipBlock?: { cidr?: string };
}

interface PolicyPort {
  port?: number | string;
  endPort?: number;
}

interface PolicyShape {
  spec?: {
    podSelector?: LabelSelector;
    policyTypes?: string[];
    ingress?: { from?: Peer[]; ports?: PolicyPort[] }[];
    egress?: { to?: Peer[]; ports?: PolicyPort[] }[];
  };
}

const coversIngress = ({ spec }: PolicyShape): boolean =>
  (spec?.policyTypes ?? ['Ingress']).includes('Ingress');

const coversEgress = ({ spec }: PolicyShape): boolean =>
  spec?.policyTypes ? spec.policyTypes.includes('Egress') : spec?.egress !== undefined;

const isCovered = (pod: PodView, set: PolicySet, covers: (policy: PolicyShape) => boolean): boolean =>
  set
    .ofKind<PolicyShape>('NetworkPolicy', pod.located)
    .some(({ object }) => covers(object) && matches(object.spec?.podSelector ?? {}, pod.labels));

export const networkPolicyRules = [
  podRule(
    {
      id: 'network-policy-ingress',
      severity: 'warning',
      reason: 'Without a policy every pod of the cluster may talk to this one.',
      fix: 'Add a NetworkPolicy that denies all ingress, and one that lets in who needs it.',
    },
    (pod, set) =>
      pod.isLongRunning && !isCovered(pod, set, coversIngress) && 'no NetworkPolicy says who may reach it.',
  ),
  podRule(
    {
      id: 'network-policy-egress',
      severity: 'warning',
      reason: 'Whoever takes a pod over can go on to any address.',
      fix: 'Add a NetworkPolicy with policyTypes Egress that names what it needs, DNS among it.',
    },
    (pod, set) =>
      pod.isLongRunning && !isCovered(pod, set, coversEgress) && 'no NetworkPolicy says what it may reach.',
  ),
  objectRule<PolicyShape>(
    {
      id: 'network-policy-selects-pods',
      severity: 'error',
      reason: 'A policy that selects no pods protects none.',
      fix: 'Use the labels of the pods in spec.podSelector.',
    },
    ['NetworkPolicy'],
    ({ spec }, set, located) =>
      Object.keys(spec?.podSelector?.matchLabels ?? {}).length > 0 &&
      set.select(spec?.podSelector ?? {}, located).length === 0 && {
        says: 'it selects no pods.',
        at: ['spec', 'podSelector'],
      },
  ),
  objectRule<PolicyShape>(
    {
      id: 'network-policy-wide-open',
      severity: 'warning',
      reason: 'A rule for everybody on every port is as good as none.',
      fix: 'Name the ports, and the pods or addresses that need them.',
    },
    ['NetworkPolicy'],
    ({ spec }) => [
      ...(spec?.ingress ?? []).map(
        ({ from = [], ports = [] }, at) =>
          isEverybody(from) &&
          ports.length === 0 && { says: 'it lets everybody in, on every port.', at: ['spec', 'ingress', at] },
      ),
      ...(spec?.egress ?? []).map(
        ({ to = [], ports = [] }, at) =>
          isEverybody(to) &&
          ports.length === 0 && { says: 'it lets them go everywhere.', at: ['spec', 'egress', at] },
      ),
    ],
  ),
  objectRule<PolicyShape>(
    {
      id: 'network-policy-peer-selects-pods',
      severity: 'error',
      reason: 'A policy for pods that are not there lets nobody through, also those who were meant.',
      fix: 'Use the labels of the pods that are meant, and a namespaceSelector where they are elsewhere.',
    },
    ['NetworkPolicy'],
    ({ spec }, set, located) =>
      (['ingress', 'egress'] as const).flatMap((direction) =>
        (spec?.[direction] ?? []).flatMap((rule, at) => {
          const side = direction === 'ingress' ? 'from' : 'to';
          return ((rule as { from?: Peer[]; to?: Peer[] })[side] ?? []).map(
            ({ podSelector, namespaceSelector }, peer) =>
              podSelector !== undefined &&
              namespaceSelector === undefined &&
              !isEmpty(podSelector) &&
              set.select(podSelector, located).length === 0 && {
                says: 'it names pods that are not there.',
                at: ['spec', direction, at, side, peer],
              },
          );
        }),
      ),
  ),
  objectRule<PolicyShape>(
    {
      id: 'network-policy-port-open',
      severity: 'error',
      reason: 'A policy counts in ports of the pods, not of the Service; those who were meant are stopped.',
      fix: 'Name the containerPort, by number or by name.',
    },
    ['NetworkPolicy'],
    ({ spec }, set, located) => {
      const pods = set.select(spec?.podSelector ?? {}, located);
      const open = pods.flatMap((pod) => openPorts(pod));
      return (spec?.ingress ?? []).flatMap(({ ports = [] }, at) =>
        ports.map(
          ({ port, endPort }, place) =>
            port !== undefined &&
            open.length > 0 &&
            !open.some(
              ({ name, containerPort = 0 }) =>
                port === name ||
                (Number(port) <= containerPort && containerPort <= (endPort ?? Number(port))),
            ) && {
              says: `none of its pods opens ${port}.`,
              at: ['spec', 'ingress', at, 'ports', place],
            },
        ),
      );
    },
  ),
  objectRule<PolicyShape>(
    {
      id: 'network-policy-peer-everywhere',
      severity: 'error',
      reason:
        'An entry of its own for all namespaces lets every pod of the cluster in, beside those that are named.',
      fix: 'Put namespaceSelector and podSelector into one entry, or leave the entry out.',
    },
    ['NetworkPolicy'],
    ({ spec }) =>
      (spec?.ingress ?? []).flatMap(({ from = [] }, at) =>
        from.map(
          ({ podSelector, namespaceSelector }, peer) =>
            from.length > 1 &&
            namespaceSelector !== undefined &&
            isEmpty(namespaceSelector) &&
            podSelector === undefined && {
              says: 'it lets every pod of the cluster in.',
              at: ['spec', 'ingress', at, 'from', peer],
            },
        ),
      ),
  ),
];

const openPorts = ({ spec }: PodView) =>
  [...(spec.containers ?? []), ...(spec.initContainers ?? [])].flatMap(({ ports }) => ports ?? []);

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;

/** No peers at all, all pods of all namespaces, or all addresses. */
const isEverybody = (peers: Peer[]): boolean =>
  peers.length === 0 ||
  peers.some(
    ({ podSelector = {}, namespaceSelector, ipBlock }) =>
      (namespaceSelector !== undefined && isEmpty(namespaceSelector) && isEmpty(podSelector)) ||
      /\/0$/.test(ipBlock?.cidr ?? ''),
  );
