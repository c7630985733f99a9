import type { PolicySet } from '../policy-set.ts';
import type { LocatedObject } from '../../kubernetes/located-manifest.ts';
import { objectRule } from '../rule.ts';

export interface ServiceShape {
  spec?: {
    type?: string;
    selector?: Record<string, string>;
    externalIPs?: string[];
    loadBalancerSourceRanges?: string[];
    ports?: {
      name?: string;
      port?: number;
      targetPort?: number | string;
      nodePort?: number;
      protocol?: string;
    }[];
  };
}

const podsOf = ({ spec }: ServiceShape, set: PolicySet, located: LocatedObject) =>
  spec?.selector && Object.keys(spec.selector).length > 0
    ? set.select({ matchLabels: spec.selector }, located)
    : undefined;

export const serviceRules = [
  objectRule<ServiceShape>(
    {
      id: 'service-finds-pods',
      severity: 'error',
      reason: 'A Service whose selector matches no pod answers nobody.',
      fix: 'Use the labels of the pod template in spec.selector.',
    },
    ['Service'],
    (service, set, located) =>
      podsOf(service, set, located)?.length === 0 && {
        says: 'its selector finds no pods.',
        at: ['spec', 'selector'],
      },
  ),
  objectRule<ServiceShape>(
    {
      id: 'service-port-open',
      severity: 'error',
      reason: 'What goes to a port that no container opens is refused.',
      fix: 'Set targetPort to the name or number of a containerPort.',
    },
    ['Service'],
    (service, set, located) => {
      const pods = podsOf(service, set, located) ?? [];
      const open = pods
        .flatMap(({ spec }) => [...(spec.containers ?? []), ...(spec.initContainers ?? [])])
        .flatMap(({ ports }) => ports ?? []);
      return (service.spec?.ports ?? []).map(({ port, targetPort = port }, at) => {
        const isOpen = open.some(
          ({ name, containerPort }) => targetPort === name || Number(targetPort) === containerPort,
        );
        return (
          pods.length > 0 &&
          !isOpen && { says: `no container of its pods opens ${targetPort}.`, at: ['spec', 'ports', at] }
        );
      });
    },
  ),
  objectRule<ServiceShape>(
    {
      id: 'open-node-port',
      severity: 'warning',
      reason: 'Every node opens that port, past any ingress and its TLS.',
      fix: 'Use ClusterIP behind an Ingress or Gateway, where people outside the machine may reach it.',
    },
    ['Service'],
    ({ spec }) => spec?.type === 'NodePort' && { says: 'it is open on every node.', at: ['spec', 'type'] },
  ),
  objectRule<ServiceShape>(
    {
      id: 'open-load-balancer',
      severity: 'warning',
      reason: 'A cloud opens it to everybody.',
      fix: 'Set loadBalancerSourceRanges, or use an Ingress.',
    },
    ['Service'],
    ({ spec }) =>
      spec?.type === 'LoadBalancer' &&
      (spec.loadBalancerSourceRanges ?? []).length === 0 && {
        says: 'it is open to every address.',
        at: ['spec', 'type'],
      },
  ),
  objectRule<ServiceShape>(
    {
      id: 'no-external-ips',
      severity: 'error',
      reason: "With externalIPs a Service can take over other people's addresses.",
      fix: 'Remove spec.externalIPs.',
    },
    ['Service'],
    ({ spec }) =>
      (spec?.externalIPs ?? []).length > 0 && {
        says: 'it claims external addresses.',
        at: ['spec', 'externalIPs'],
      },
  ),
  objectRule<ServiceShape>(
    {
      id: 'node-port-clash',
      severity: 'error',
      reason: 'A node has each port once.',
      fix: 'Give each Service its own nodePort, or none.',
    },
    ['Service'],
    ({ spec }, set, located) =>
      (spec?.ports ?? []).map(({ nodePort }, at) => {
        const other =
          nodePort === undefined || nodePort === 0
            ? undefined
            : set
                .ofKind<ServiceShape>('Service')
                .find(
                  (service) =>
                    service.located !== located &&
                    (service.object.spec?.ports ?? []).some((port) => port.nodePort === nodePort),
                );
        return (
          other && {
            says: `Service ${other.object.metadata.name} has node port ${nodePort} too.`,
            at: ['spec', 'ports', at, 'nodePort'],
          }
        );
      }),
  ),
];
