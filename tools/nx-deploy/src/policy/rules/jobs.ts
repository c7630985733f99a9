import { isHook } from '../pods.ts';
import { objectRule } from '../rule.ts';

interface JobShape {
  spec?: { ttlSecondsAfterFinished?: number };
}

interface CronJobShape {
  spec?: { startingDeadlineSeconds?: number };
}

/** What is left of work that ends by itself, and what happens when it cannot begin. */
export const jobRules = [
  objectRule<JobShape>(
    {
      id: 'finished-jobs',
      severity: 'warning',
      reason: 'Finished jobs and their pods stay until somebody removes them.',
      fix: 'Set spec.ttlSecondsAfterFinished.',
    },
    ['Job'],
    ({ spec }, _, located) =>
      // Helm removes its hooks itself.
      spec?.ttlSecondsAfterFinished === undefined &&
      !isHook(located) &&
      'nothing removes it when it is done.',
  ),
  objectRule<CronJobShape>(
    {
      id: 'job-start-deadline',
      severity: 'warning',
      reason:
        'Without it a job that was missed starts whenever it can, and after a hundred misses none starts any more.',
      fix: 'Set spec.startingDeadlineSeconds.',
    },
    ['CronJob'],
    ({ spec }) => spec?.startingDeadlineSeconds === undefined && 'it does not say how late a job may start.',
  ),
];
