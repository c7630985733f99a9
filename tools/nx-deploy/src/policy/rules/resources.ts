import { readQuantity } from '../../kubernetes/quantity.ts';
import { containerRule } from '../rule.ts';

const kinds = ['cpu', 'memory'] as const;

const listMissing = (amounts: Record<string, unknown> | undefined): string[] =>
  kinds.filter((kind) => amounts?.[kind] === undefined);

/** What a pod is promised, and what it may take from others. */
export const resourceRules = [
  containerRule(
    {
      id: 'resource-requests',
      severity: 'error',
      reason: 'Without requests the scheduler puts pods where there is no room, and they are evicted first.',
      fix: 'Set resources.requests.cpu and resources.requests.memory.',
    },
    ({ container }) => {
      const { requests, limits } = container.resources ?? {};
      // A limit alone is taken for the request too.
      const missing = listMissing({ ...limits, ...requests });
      return missing.length > 0 && `it requests no ${missing.join(' and no ')}.`;
    },
  ),
  containerRule(
    {
      id: 'resource-limits',
      severity: 'error',
      reason: 'One container without limits can starve every other on its node.',
      fix: 'Set resources.limits.cpu and resources.limits.memory.',
    },
    ({ container }) => {
      const missing = listMissing(container.resources?.limits);
      return missing.length > 0 && `it has no limit of ${missing.join(' and ')}.`;
    },
  ),
  containerRule(
    {
      id: 'requests-within-limits',
      severity: 'error',
      reason: 'A server refuses a pod that requests more than it may use.',
      fix: 'Lower the request, or raise the limit.',
    },
    ({ container }) =>
      kinds.map((kind) => {
        const { requests, limits } = container.resources ?? {};
        const [request, limit] = [readQuantity(requests?.[kind]), readQuantity(limits?.[kind])];
        return (
          request !== undefined &&
          limit !== undefined &&
          request > limit && {
            says: `it requests ${requests?.[kind]} of ${kind}, and may use only ${limits?.[kind]}.`,
            at: ['resources', 'requests', kind],
          }
        );
      }),
  ),
  containerRule(
    {
      id: 'plausible-memory',
      severity: 'error',
      reason: 'A forgotten unit gives a container a few bytes, and "m" means thousandths of a byte.',
      fix: 'Write memory as 256Mi or 1Gi.',
    },
    ({ container }) =>
      (['requests', 'limits'] as const).map((list) => {
        const memory = container.resources?.[list]?.['memory'];
        const bytes = memory === undefined ? undefined : readQuantity(memory);
        return (
          bytes !== undefined &&
          bytes < 2 ** 20 && {
            says: `${memory} of memory is less than a megabyte.`,
            at: ['resources', list, 'memory'],
          }
        );
      }),
  ),
];
