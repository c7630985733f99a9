import type { ContainerSpec, Probe } from '../pods.ts';
import { containerRule } from '../rule.ts';

const probes = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;

const opensPorts = ({ ports }: ContainerSpec): boolean => (ports ?? []).length > 0;

/** How a cluster knows that a container works. */
export const probeRules = [
  containerRule(
    {
      id: 'readiness-probe',
      severity: 'error',
      reason:
        'Without it a pod gets requests before it can answer, and a rollout replaces good pods by broken ones.',
      fix: 'Add a readinessProbe that asks what a request needs.',
    },
    ({ container, isLongRunning, path }) =>
      isLongRunning &&
      (opensPorts(container) || path.at(-2) === 'containers') &&
      !container.readinessProbe &&
      'nothing asks whether it is ready.',
  ),
  containerRule(
    {
      id: 'liveness-probe',
      severity: 'error',
      reason: 'A process that hangs is restarted only when something notices.',
      fix: 'Add a livenessProbe that asks the process alone, not what it depends on.',
    },
    ({ container, isLongRunning }) =>
      isLongRunning && !container.livenessProbe && 'nothing notices when it hangs.',
  ),
  containerRule(
    {
      id: 'startup-probe',
      severity: 'warning',
      reason: 'A slow start looks like a hang to the liveness probe, which then restarts it for ever.',
      fix: 'Add a startupProbe with room for the slowest start.',
    },
    ({ container, isLongRunning }) =>
      isLongRunning &&
      container.livenessProbe !== undefined &&
      !container.startupProbe &&
      'nothing holds its liveness probe back while it starts.',
  ),
  containerRule(
    {
      id: 'same-probes',
      severity: 'warning',
      reason:
        'What makes a pod unready for a moment, such as a database that is away, would also restart it.',
      fix: 'Let the livenessProbe ask the process alone, and the readinessProbe what a request needs.',
    },
    ({ container: { livenessProbe, readinessProbe } }) =>
      livenessProbe !== undefined &&
      readinessProbe !== undefined &&
      // An open port says as much about the one as about the other.
      !livenessProbe.tcpSocket &&
      askedBy(livenessProbe) === askedBy(readinessProbe) && {
        says: 'its liveness probe asks the same as its readiness probe.',
        at: ['livenessProbe'],
      },
  ),
  containerRule(
    {
      id: 'probe-port',
      severity: 'error',
      reason: 'A probe of a port that nobody listens on never passes.',
      fix: 'Probe a port of the container, best by its name.',
    },
    ({ container }) =>
      probes.map((field) => {
        const port = portOf(container[field]);
        const known = (container.ports ?? []).flatMap(({ name, containerPort }) => [name, containerPort]);
        const isMissing =
          typeof port === 'string'
            ? !known.includes(port) && !known.includes(Number(port))
            : !known.includes(port);
        return (
          port !== undefined &&
          isMissing &&
          (typeof port === 'string' || opensPorts(container)) && {
            says: `it asks port ${port}, which the container does not name.`,
            at: [field],
          }
        );
      }),
  ),
];

/** How often they ask does not count. */
const askedBy = ({ httpGet, grpc, exec }: Probe): string => JSON.stringify([httpGet, grpc, exec]);

const portOf = (probe: Probe | undefined): number | string | undefined =>
  probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
