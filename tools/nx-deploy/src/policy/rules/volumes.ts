import { containerRule, podRule } from '../rule.ts';

const restrictedSources = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'hostPath',
  'image',
  'name',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

export const volumeRules = [
  podRule(
    {
      id: 'volume-types',
      severity: 'error',
      reason: 'Other volumes let the pod reach storage with the rights of the node.',
      fix: 'Claim the storage with a PersistentVolumeClaim.',
    },
    ({ spec }) =>
      (spec.volumes ?? []).flatMap((volume, at) =>
        Object.keys(volume)
          // The nodes' own files have a rule of their own.
          .filter((source) => !restrictedSources.includes(source))
          .map((source) => ({ says: `the volume ${volume.name} is a ${source}.`, at: ['volumes', at] })),
      ),
  ),
  podRule(
    {
      id: 'empty-dir-limit',
      severity: 'warning',
      reason: 'A temporary folder without a limit can fill the disk or the memory of the node.',
      fix: 'Set emptyDir.sizeLimit.',
    },
    ({ spec }) =>
      (spec.volumes ?? []).map(
        ({ name, emptyDir }, at) =>
          emptyDir &&
          !emptyDir.sizeLimit && { says: `the volume ${name} may grow without end.`, at: ['volumes', at] },
      ),
  ),
  podRule(
    {
      id: 'unused-volume',
      severity: 'warning',
      reason: 'A volume that no container mounts is left over, or its mount was forgotten.',
      fix: 'Mount it, or remove it.',
    },
    ({ spec }) => {
      const mounted = [...(spec.containers ?? []), ...(spec.initContainers ?? [])].flatMap((container) =>
        [...(container.volumeMounts ?? []), ...(container.volumeDevices ?? [])].map(({ name }) => name),
      );
      return (spec.volumes ?? []).map(
        ({ name }, at) =>
          !mounted.includes(name) && { says: `no container mounts ${name}.`, at: ['volumes', at] },
      );
    },
  ),
  containerRule(
    {
      id: 'dangling-mount',
      severity: 'error',
      reason: 'A server refuses a pod that mounts a volume it does not have.',
      fix: 'Add the volume, or correct the name.',
    },
    ({ container, pod }) => {
      const { volumeClaimTemplates = [] } =
        (pod.located.object as { spec?: { volumeClaimTemplates?: { metadata?: { name?: string } }[] } })
          .spec ?? {};
      const known = [
        ...(pod.spec.volumes ?? []).map(({ name }) => name),
        ...volumeClaimTemplates.map(({ metadata }) => metadata?.name),
      ];
      return (container.volumeMounts ?? []).map(
        ({ name }, at) =>
          !known.includes(name) && {
            says: `it mounts ${name}, which the pod does not have.`,
            at: ['volumeMounts', at],
          },
      );
    },
  ),
  containerRule(
    {
      id: 'engine-socket',
      severity: 'error',
      reason: "The engine's socket is root on the node.",
      fix: 'Remove the mount; build images outside the cluster, or with a builder that needs no engine.',
    },
    ({ container, pod }) =>
      (container.volumeMounts ?? []).map(({ name, mountPath }, at) => {
        const source = (pod.spec.volumes ?? []).find((volume) => volume.name === name)?.hostPath?.path ?? '';
        return /(docker|containerd|crio)\.sock$/.test(`${source}`) || /docker\.sock$/.test(mountPath ?? '')
          ? { says: 'it reaches the container engine of the node.', at: ['volumeMounts', at] }
          : undefined;
      }),
  ),
];
