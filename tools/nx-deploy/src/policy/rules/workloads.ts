import { isHook } from '../pods.ts';
import { type LabelSelector, matches } from '../policy-set.ts';
import { containerRule, objectRule, podRule } from '../rule.ts';

interface WorkloadShape {
  spec?: {
    replicas?: number;
    selector?: LabelSelector;
    serviceName?: string;
    strategy?: { type?: string; rollingUpdate?: { maxUnavailable?: number | string } };
    template?: { metadata?: { labels?: Record<string, string> } };
    backoffLimit?: number;
    activeDeadlineSeconds?: number;
    ttlSecondsAfterFinished?: number;
    concurrencyPolicy?: string;
    jobTemplate?: { spec?: { activeDeadlineSeconds?: number } };
  };
}

export const workloadRules = [
  objectRule<WorkloadShape>(
    {
      id: 'selector-matches-template',
      severity: 'error',
      reason: 'A server refuses a workload that does not recognise its own pods.',
      fix: 'Give the pod template every label of spec.selector.matchLabels.',
    },
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
    ({ spec }) =>
      spec?.selector !== undefined &&
      !matches(spec.selector, spec.template?.metadata?.labels ?? {}) && {
        says: 'its selector does not match the labels of its pods.',
        at: ['spec', 'selector'],
      },
  ),
  objectRule<WorkloadShape>(
    {
      id: 'naked-pod',
      severity: 'warning',
      reason: 'Nobody starts a single pod again when its node goes.',
      fix: 'Make it a Deployment, or a Job when it ends by itself.',
    },
    ['Pod'],
    (_, __, located) => !isHook(located) && 'nothing starts it again.',
  ),
  podRule(
    {
      id: 'restart-policy',
      severity: 'error',
      reason: 'A server refuses jobs that restart always, and workloads that do not.',
      fix: 'Jobs: restartPolicy Never or OnFailure. Others: leave it out.',
    },
    ({ spec, located, path }) => {
      const isJob = located.object.kind === 'Job' || located.object.kind === 'CronJob';
      const policy = spec.restartPolicy ?? 'Always';
      const isWrong = isJob ? policy === 'Always' : path.length > 1 && policy !== 'Always';
      return isWrong && { says: `its restart policy is ${policy}.`, at: ['restartPolicy'] };
    },
  ),
  podRule(
    {
      id: 'grace-period',
      severity: 'warning',
      reason: 'A pod that is killed at once cuts the requests it was answering.',
      fix: 'Remove terminationGracePeriodSeconds, or make it longer than the longest request.',
    },
    ({ spec, isLongRunning }) =>
      isLongRunning &&
      (spec.terminationGracePeriodSeconds ?? 30) < 5 && {
        says: `it is killed after ${spec.terminationGracePeriodSeconds} s.`,
        at: ['terminationGracePeriodSeconds'],
      },
  ),
  objectRule<WorkloadShape>(
    {
      id: 'rollout-without-gap',
      severity: 'warning',
      reason: 'With Recreate, or with all pods away at once, each rollout is an outage.',
      fix: 'Use RollingUpdate with maxUnavailable 0, or keep Recreate for what may run only once.',
    },
    ['Deployment'],
    ({ spec }) => {
      if (spec?.strategy?.type === 'Recreate')
        return { says: 'it stops all pods before it starts new ones.', at: ['spec', 'strategy'] };
      return (
        spec?.strategy?.rollingUpdate?.maxUnavailable === '100%' && {
          says: 'all its pods may be away at once.',
          at: ['spec', 'strategy'],
        }
      );
    },
  ),
  objectRule<WorkloadShape>(
    {
      id: 'stateful-set-service',
      severity: 'error',
      reason: 'The names of its pods come from that Service.',
      fix: 'Name a Service that is there in spec.serviceName.',
    },
    ['StatefulSet'],
    ({ spec }, set, located) =>
      spec?.serviceName !== undefined &&
      spec.serviceName !== '' &&
      !set.find('Service', spec.serviceName, located) && {
        says: `there is no Service ${spec.serviceName}.`,
        at: ['spec', 'serviceName'],
      },
  ),
  objectRule<WorkloadShape>(
    {
      id: 'job-deadline',
      severity: 'warning',
      reason: 'A job that hangs, or that starts again beside itself, fills the cluster.',
      fix: 'Set activeDeadlineSeconds, and for CronJobs concurrencyPolicy Forbid or Replace.',
    },
    ['Job', 'CronJob'],
    ({ kind, spec }) => {
      if (kind === 'Job') return spec?.activeDeadlineSeconds === undefined && 'it may run for ever.';
      if (spec?.jobTemplate?.spec?.activeDeadlineSeconds === undefined) return 'its jobs may run for ever.';
      return (spec.concurrencyPolicy ?? 'Allow') === 'Allow' && 'its jobs may run beside each other.';
    },
  ),
  containerRule(
    {
      id: 'duplicate-env',
      severity: 'error',
      reason: 'Only the last one counts, and nobody sees that.',
      fix: 'Keep one of them.',
    },
    ({ container }) => {
      const names = (container.env ?? []).map(({ name }) => name);
      return names.map(
        (name, at) => names.indexOf(name) !== at && { says: `it sets ${name} twice.`, at: ['env', at] },
      );
    },
  ),
];
