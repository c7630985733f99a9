import { megabytes } from '../console/units.ts';
import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import type { Check } from './verify-proof.ts';
import type { Usage } from './read-usage.ts';
import { computeWorstCase, type Resources } from './worst-case.ts';

/** What a whole release may take, in cores and bytes. */
export type Budget = Resources;

/** Whether the release stays within the budget however it scales and updates: a promise of its manifests alone. */
export function checkDeclared(objects: KubeObject[], budget: Budget, nodes: number): Check[] {
  const { limits, requests, pods, unbounded } = computeWorstCase(objects, nodes);
  const check = (resource: keyof Resources, name: string): Check => {
    const missing = unbounded.filter((one) => one.startsWith(`${resource} of`));
    const figures = `limits of ${show(resource, limits[resource])} and requests of ${show(resource, requests[resource])} in ${pods} pods at most`;
    return {
      name: `${name} can never reach ${show(resource, budget[resource])}`,
      ok: missing.length === 0 && limits[resource] < budget[resource],
      detail: missing.length > 0 ? `no limit for the ${missing.join(', the ')}` : figures,
    };
  };
  return [check('memory', 'memory'), check('cpu', 'CPU')];
}

/** Whether the release takes less than the budget now. */
export function checkUsage(usage: Usage, budget: Budget): Check[] {
  const check = (resource: keyof Resources, label: string): Check => {
    const name = `${label} in use is below ${show(resource, budget[resource])}`;
    if ('unknown' in usage) return { name, ok: true, unknown: true, detail: usage.unknown };
    return {
      name,
      ok: usage[resource] < budget[resource],
      detail: `${show(resource, usage[resource])} in ${usage.pods} pods`,
    };
  };
  return [check('memory', 'memory'), check('cpu', 'CPU')];
}

function show(resource: keyof Resources, amount: number): string {
  if (resource === 'memory') return megabytes(amount).replace('.0 MB', ' MB');
  return `${Number(amount.toFixed(3))} cores`;
}
