import { containerRule } from '../rule.ts';

/** What Pod Security "restricted" asks of each container, and a root file system that nothing can be planted in. */
export const containerSecurityRules = [
  containerRule(
    {
      id: 'run-as-non-root',
      severity: 'error',
      reason: 'Root in a container is one kernel flaw away from root on the node.',
      fix: 'Set securityContext.runAsNonRoot: true, and a runAsUser above 0, for the pod or the container.',
    },
    ({ container, pod }) => {
      const own = container.securityContext ?? {};
      const shared = pod.spec.securityContext ?? {};
      const user = own.runAsUser ?? shared.runAsUser;
      if (user === 0)
        return {
          says: 'it runs as user 0, which is root.',
          at: own.runAsUser === 0 ? ['securityContext', 'runAsUser'] : [],
        };
      if ((own.runAsNonRoot ?? shared.runAsNonRoot) !== true)
        return 'it may run as root: runAsNonRoot is not true.';
      return undefined;
    },
  ),
  containerRule(
    {
      id: 'root-group',
      severity: 'error',
      reason: 'Group 0 owns many files of an image and of mounted volumes.',
      fix: 'Set runAsGroup to the group of the program, not to 0.',
    },
    ({ container, pod }) =>
      (container.securityContext?.runAsGroup ?? pod.spec.securityContext?.runAsGroup) === 0 &&
      'it runs in group 0, which is root.',
  ),
  containerRule(
    {
      id: 'read-only-root',
      severity: 'error',
      reason: 'An intruder cannot leave programs behind in a file system that nobody can write to.',
      fix: 'Set securityContext.readOnlyRootFilesystem: true, and mount an emptyDir where the program writes.',
    },
    ({ container }) =>
      container.securityContext?.readOnlyRootFilesystem !== true && 'its root file system can be written to.',
  ),
  containerRule(
    {
      id: 'no-privilege-escalation',
      severity: 'error',
      reason: 'A setuid program could give more rights than the container was started with.',
      fix: 'Set securityContext.allowPrivilegeEscalation: false.',
    },
    ({ container }) =>
      container.securityContext?.allowPrivilegeEscalation !== false && 'its processes may gain more rights.',
  ),
  containerRule(
    {
      id: 'no-privileged',
      severity: 'error',
      reason: 'A privileged container owns the node.',
      fix: 'Remove securityContext.privileged.',
    },
    ({ container }) =>
      container.securityContext?.privileged === true && {
        says: 'it is privileged.',
        at: ['securityContext', 'privileged'],
      },
  ),
  containerRule(
    {
      id: 'drop-all-capabilities',
      severity: 'error',
      reason: 'The usual capabilities let a process do what few programs need, such as forging packets.',
      fix: 'Set securityContext.capabilities.drop: [ALL].',
    },
    ({ container }) =>
      !(container.securityContext?.capabilities?.drop ?? []).some((name) => /^all$/i.test(name)) &&
      'it keeps capabilities: drop does not name ALL.',
  ),
  containerRule(
    {
      id: 'added-capabilities',
      severity: 'error',
      reason: 'Some capabilities, such as SYS_ADMIN, are as good as root on the node.',
      fix: 'Remove securityContext.capabilities.add; only NET_BIND_SERVICE is harmless.',
    },
    ({ container }) => {
      const added = container.securityContext?.capabilities?.add ?? [];
      const harmful = added.filter((name) => name.replace(/^CAP_/i, '') !== 'NET_BIND_SERVICE');
      return (
        harmful.length > 0 && {
          says: `it adds ${harmful.join(', ')}.`,
          at: ['securityContext', 'capabilities', 'add'],
        }
      );
    },
  ),
  containerRule(
    {
      id: 'seccomp-profile',
      severity: 'error',
      reason: 'Without a profile every system call of the kernel is open to the container.',
      fix: 'Set securityContext.seccompProfile.type: RuntimeDefault for the pod.',
    },
    ({ container, pod }) => {
      const type = (container.securityContext?.seccompProfile ?? pod.spec.securityContext?.seccompProfile)
        ?.type;
      return (
        type !== 'RuntimeDefault' && type !== 'Localhost' && `its seccomp profile is ${type ?? 'not set'}.`
      );
    },
  ),
  containerRule(
    {
      id: 'proc-mount',
      severity: 'error',
      reason: 'An unmasked /proc shows and changes what belongs to the node.',
      fix: 'Remove securityContext.procMount.',
    },
    ({ container }) => {
      const mount = container.securityContext?.procMount;
      return (
        mount !== undefined &&
        mount !== 'Default' && {
          says: `its /proc is mounted ${mount}.`,
          at: ['securityContext', 'procMount'],
        }
      );
    },
  ),
  containerRule(
    {
      id: 'confinement',
      severity: 'error',
      reason: 'AppArmor and SELinux hold a container even when its process is taken over.',
      fix: 'Remove appArmorProfile Unconfined, SELinux users, roles and types of your own, and windowsOptions.hostProcess.',
    },
    ({ container, pod }) =>
      [container.securityContext, pod.spec.securityContext].map((context) => {
        if (context?.appArmorProfile?.type === 'Unconfined') return 'AppArmor does not confine it.';
        if (context?.windowsOptions?.hostProcess) return 'it runs as a process of a Windows host.';
        const { type, user, role } = context?.seLinuxOptions ?? {};
        const harmless = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
        if (user || role || !harmless.includes(type ?? '')) return 'it sets SELinux options of its own.';
        return undefined;
      }),
  ),
  containerRule(
    {
      id: 'no-host-port',
      severity: 'error',
      reason:
        'A port of the node bypasses Services and NetworkPolicies, and only one pod per node can have it.',
      fix: 'Remove hostPort, and reach the pod through a Service.',
    },
    ({ container }) =>
      (container.ports ?? []).map(
        ({ hostPort }, at) =>
          Boolean(hostPort) && {
            says: `it takes port ${hostPort} of the node.`,
            at: ['ports', at, 'hostPort'],
          },
      ),
  ),
  containerRule(
    {
      id: 'no-terminal',
      severity: 'warning',
      reason: 'A terminal is for debugging, and keeps a shell waiting for whoever gets in.',
      fix: 'Remove stdin and tty.',
    },
    ({ container, isLongRunning }) =>
      isLongRunning && (container.stdin === true || container.tty === true) && 'it waits at a terminal.',
  ),
  containerRule(
    {
      id: 'ssh-port',
      severity: 'warning',
      reason: 'A shell server in a container is a second way in that nobody watches; kubectl exec is there.',
      fix: 'Remove the SSH server and its port.',
    },
    ({ container }) =>
      (container.ports ?? []).map(
        ({ containerPort }, at) => containerPort === 22 && { says: 'it opens port 22.', at: ['ports', at] },
      ),
  ),
];
