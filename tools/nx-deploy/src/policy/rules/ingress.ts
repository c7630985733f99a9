import type { LocatedObject, Path } from '../../kubernetes/located-manifest.ts';
import type { PolicySet } from '../policy-set.ts';
import { objectRule, type Verdict } from '../rule.ts';
import type { ServiceShape } from './services.ts';

interface Backend {
  service?: { name?: string; port?: { name?: string; number?: number } };
}

interface IngressShape {
  spec?: {
    tls?: { hosts?: string[]; secretName?: string }[];
    defaultBackend?: Backend;
    rules?: { host?: string; http?: { paths?: { backend?: Backend }[] } }[];
  };
}

export const ingressRules = [
  objectRule<IngressShape>(
    {
      id: 'ingress-tls',
      severity: 'error',
      reason: 'Passwords and sessions would travel in the clear.',
      fix: 'List every host under spec.tls, with the Secret of its certificate.',
    },
    ['Ingress'],
    ({ spec }) => {
      const covered = (spec?.tls ?? []).flatMap(({ hosts = [] }) => hosts);
      if ((spec?.tls ?? []).length === 0) return { says: 'it has no TLS.', at: ['spec'] };
      return (spec?.rules ?? []).map(
        ({ host }, at) =>
          host !== undefined &&
          !covered.some(
            (name) => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1))),
          ) && {
            says: `${host} is not under spec.tls.`,
            at: ['spec', 'rules', at],
          },
      );
    },
  ),
  objectRule<IngressShape>(
    {
      id: 'ingress-host',
      severity: 'warning',
      reason: 'A rule without a host, or for all of them, answers for every name that points here.',
      fix: 'Name the host.',
    },
    ['Ingress'],
    ({ spec }) =>
      (spec?.rules ?? []).map(
        ({ host }, at) =>
          (!host || host.startsWith('*')) && {
            says: `it answers for ${host ?? 'every host'}.`,
            at: ['spec', 'rules', at],
          },
      ),
  ),
  objectRule(
    {
      id: 'no-ingress-snippets',
      severity: 'error',
      reason: "Text for the proxy's configuration lets its writer read the Secrets of the whole cluster.",
      fix: 'Remove the snippet; use the annotations and fields that the controller has for it.',
    },
    ['Ingress'],
    ({ metadata }) =>
      Object.keys(metadata.annotations ?? {}).map(
        (name) =>
          name.endsWith('-snippet') && {
            says: `${name} writes into the configuration of the proxy.`,
            at: ['metadata', 'annotations', name],
          },
      ),
  ),
  objectRule<IngressShape>(
    {
      id: 'ingress-backend',
      severity: 'error',
      reason: 'People would get an error page instead of the service.',
      fix: 'Name a Service that is there, and one of its ports.',
    },
    ['Ingress'],
    ({ spec }, set, located) =>
      listBackends(spec).map(({ backend, at }) => judgeBackend(backend, at, set, located)),
  ),
];

/** Also the one for requests that no rule knows. */
const listBackends = (spec: IngressShape['spec']): { backend: Backend | undefined; at: Path }[] => [
  { backend: spec?.defaultBackend, at: ['spec', 'defaultBackend'] },
  ...(spec?.rules ?? []).flatMap(({ http }, rule) =>
    (http?.paths ?? []).map(({ backend }, path) => ({
      backend,
      at: ['spec', 'rules', rule, 'http', 'paths', path, 'backend'],
    })),
  ),
];

function judgeBackend(
  backend: Backend | undefined,
  at: Path,
  set: PolicySet,
  located: LocatedObject,
): Verdict {
  if (!backend?.service) return undefined;
  const { name = '', port } = backend.service;
  const service = set.find('Service', name, located);
  if (!service) return { says: `there is no Service ${name}.`, at };
  if (service === 'given') return undefined;
  const ports = (service.object as ServiceShape).spec?.ports ?? [];
  const isThere = ports.some((each) => (port?.name ? each.name === port.name : each.port === port?.number));
  return !isThere && { says: `Service ${name} has no port ${port?.name ?? port?.number}.`, at };
}
