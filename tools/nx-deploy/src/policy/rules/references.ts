import { listReferences, type Reference } from '../../kubernetes/references.ts';
import type { PolicySet } from '../policy-set.ts';
import type { PodView } from '../pods.ts';
import { podRule, type Verdict } from '../rule.ts';

/** What a pod names and nobody has: it would wait for ever, or not be accepted. */
function listDangling(kind: Reference['kind'], pod: PodView, set: PolicySet): Verdict[] {
  return listReferences(pod.spec)
    .filter((reference) => reference.kind === kind && !reference.optional)
    .map(({ name, key, path }): Verdict => {
      const found =
        name === 'default' && kind === 'ServiceAccount' ? 'given' : set.find(kind, name, pod.located);
      if (!found) return { says: `there is no ${kind} ${name}.`, at: path };
      if (found === 'given' || key === undefined) return undefined;
      const holder = found.object as { data?: object; stringData?: object; binaryData?: object };
      const keys = Object.keys({ ...holder.data, ...holder.stringData, ...holder.binaryData });
      return !keys.includes(key) && { says: `${kind} ${name} has no entry ${key}.`, at: path };
    });
}

export const referenceRules = [
  podRule(
    {
      id: 'dangling-config-map',
      severity: 'error',
      reason: 'The pod waits for a ConfigMap that nobody makes.',
      fix: 'Add the ConfigMap, correct the name or the key, or mark the reference optional.',
    },
    (pod, set) => listDangling('ConfigMap', pod, set),
  ),
  podRule(
    {
      id: 'dangling-secret',
      severity: 'error',
      reason: 'The pod waits for a Secret that nobody makes.',
      fix: 'Add a form of the Secret, correct the name or the key, or name it in the option "given" when it is made elsewhere.',
    },
    (pod, set) => listDangling('Secret', pod, set),
  ),
  podRule(
    {
      id: 'dangling-claim',
      severity: 'error',
      reason: 'The pod waits for a volume that nobody claims.',
      fix: 'Add the PersistentVolumeClaim, or correct the name.',
    },
    (pod, set) => listDangling('PersistentVolumeClaim', pod, set),
  ),
  podRule(
    {
      id: 'dangling-service-account',
      severity: 'error',
      reason: 'No pod is made for an account that does not exist.',
      fix: 'Add the ServiceAccount, or correct the name.',
    },
    (pod, set) => listDangling('ServiceAccount', pod, set),
  ),
  podRule(
    {
      id: 'config-checksum',
      severity: 'warning',
      reason: 'Pods that read a ConfigMap as variables keep the old values until something restarts them.',
      fix: 'Add an annotation with the hash of the ConfigMap to the pod template (checksum/config).',
    },
    (pod, set) =>
      pod.isLongRunning &&
      !Object.keys(pod.annotations).some((name) => /checksum|hash|reload/i.test(name)) &&
      listReferences(pod.spec)
        .filter(
          ({ kind, path, name }) =>
            kind === 'ConfigMap' &&
            path.some((part) => part === 'env' || part === 'envFrom') &&
            typeof set.find(kind, name, pod.located) === 'object',
        )
        .slice(0, 1)
        .map(({ name, path }) => ({ says: `a change of ConfigMap ${name} restarts no pod.`, at: path })),
  ),
];
