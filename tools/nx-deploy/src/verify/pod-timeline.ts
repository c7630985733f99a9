import type { Pod } from '../kubernetes/kubernetes-objects.ts';

/** When a pod reached each step of its start, as its conditions say; UTC, to the second. */
export interface PodTimeline {
  pod: string;
  created: string | undefined;
  scheduled: string | undefined;
  started: string | undefined;
  ready: string | undefined;
}

export function readTimeline({ metadata, status }: Pod): PodTimeline {
  const since = (type: string): string | undefined =>
    status.conditions?.find((condition) => condition.type === type && condition.status === 'True')
      ?.lastTransitionTime;
  const starts = (status.containerStatuses ?? []).flatMap(({ state }) => state?.running?.startedAt ?? []);
  return {
    pod: metadata.name,
    created: metadata.creationTimestamp,
    scheduled: since('PodScheduled'),
    started: starts.sort().at(-1),
    ready: since('Ready'),
  };
}
