import { podRule } from '../rule.ts';

const safeSysctls = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];

/** What pods may share with their node. */
export const podSecurityRules = [
  podRule(
    {
      id: 'no-host-namespaces',
      severity: 'error',
      reason: "In the node's namespaces a pod sees the node's processes, network and memory.",
      fix: 'Remove hostNetwork, hostPID and hostIPC.',
    },
    ({ spec }) =>
      (['hostNetwork', 'hostPID', 'hostIPC'] as const).map(
        (field) => spec[field] === true && { says: `it shares ${field} with the node.`, at: [field] },
      ),
  ),
  podRule(
    {
      id: 'no-host-path',
      severity: 'error',
      reason: 'Files of the node tie the pod to it, and are a way to take it over.',
      fix: 'Use a PersistentVolumeClaim, an emptyDir, a ConfigMap or a Secret.',
    },
    ({ spec }) =>
      (spec.volumes ?? []).map(
        ({ hostPath }, at) =>
          hostPath && { says: `it mounts ${hostPath.path ?? 'a path'} of the node.`, at: ['volumes', at] },
      ),
  ),
  podRule(
    {
      id: 'sysctls',
      severity: 'error',
      reason: 'Most kernel settings reach other pods of the node too.',
      fix: 'Remove the sysctls, or use only those that Kubernetes calls safe.',
    },
    ({ spec }) =>
      (spec.securityContext?.sysctls ?? []).map(
        ({ name }, at) =>
          !safeSysctls.includes(name) && {
            says: `${name} is not safe.`,
            at: ['securityContext', 'sysctls', at],
          },
      ),
  ),
  podRule(
    {
      id: 'no-service-account-token',
      severity: 'error',
      reason: "A token that no program needs is a key to the cluster's API for whoever gets into the pod.",
      fix: 'Set automountServiceAccountToken: false in the pod.',
    },
    ({ spec, located }, set) => {
      if (spec.automountServiceAccountToken === false) return undefined;
      const account = spec.serviceAccountName && set.find('ServiceAccount', spec.serviceAccountName, located);
      const mounted =
        spec.automountServiceAccountToken ??
        (typeof account === 'object'
          ? (account.object as { automountServiceAccountToken?: boolean }).automountServiceAccountToken
          : undefined);
      return mounted !== false && "it gets a token for the cluster's API.";
    },
  ),
  podRule(
    {
      id: 'own-service-account',
      severity: 'warning',
      reason: 'Rights that someone gives to the default account would be given to this pod too.',
      fix: 'Make a ServiceAccount for it, and name it in serviceAccountName.',
    },
    ({ spec }) => {
      const account = spec.serviceAccountName ?? spec.serviceAccount;
      return (!account || account === 'default') && 'it runs under the default service account.';
    },
  ),
  podRule(
    {
      id: 'old-account-field',
      severity: 'warning',
      reason:
        'The field serviceAccount is of the past, and who looks for the account looks for the other one.',
      fix: 'Name the account in serviceAccountName.',
    },
    ({ spec }) =>
      Boolean(spec.serviceAccount) &&
      !spec.serviceAccountName && { says: 'it names its account in serviceAccount.', at: ['serviceAccount'] },
  ),
  podRule(
    {
      id: 'shared-processes',
      severity: 'warning',
      reason: 'Containers that see each other read each other’s environment and files.',
      fix: 'Remove shareProcessNamespace.',
    },
    ({ spec }) =>
      spec.shareProcessNamespace === true && {
        says: 'its containers see each other’s processes.',
        at: ['shareProcessNamespace'],
      },
  ),
  podRule(
    {
      id: 'not-pinned-to-node',
      severity: 'warning',
      reason: 'A pod that is tied to one node is gone when that node is.',
      fix: 'Remove nodeName; use a nodeSelector, affinity or topologySpreadConstraints.',
    },
    ({ spec }) =>
      spec.nodeName !== undefined && { says: `it runs on ${spec.nodeName} only.`, at: ['nodeName'] },
  ),
  podRule(
    {
      id: 'tolerates-everything',
      severity: 'warning',
      reason: 'Such a pod also goes to nodes that are broken, full or reserved.',
      fix: 'Name the taint in tolerations[].key.',
    },
    ({ spec, located }) =>
      located.object.kind !== 'DaemonSet' &&
      (spec.tolerations ?? []).map(
        ({ key, operator }, at) =>
          !key && operator === 'Exists' && { says: 'it tolerates every taint.', at: ['tolerations', at] },
      ),
  ),
];
