import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import type { ContainerSpec } from '../policy/pods.ts';

/** What a container is told by its environment: the value where it is open, and where it comes from otherwise. */
export type Variables = Map<string, { value?: string; from: string }>;

interface Source {
  configMapRef?: { name?: string };
  secretRef?: { name?: string };
  prefix?: string;
}

interface Entry {
  data?: Record<string, unknown>;
  stringData?: Record<string, unknown>;
}

/** All variables of a container, with those of the ConfigMaps and Secrets that are at hand. */
export function listVariables(container: ContainerSpec, objects: LocatedObject[]): Variables {
  const variables: Variables = new Map();
  const find = (kind: string, name: string | undefined): Entry | undefined =>
    objects.find(({ object }) => object.kind === kind && object.metadata.name === name)?.object as
      Entry | undefined;
  for (const { configMapRef, secretRef, prefix = '' } of (container.envFrom ?? []) as Source[]) {
    for (const [key, value] of Object.entries(find('ConfigMap', configMapRef?.name)?.data ?? {}))
      variables.set(prefix + key, { value: String(value), from: `ConfigMap ${configMapRef?.name}` });
    const secret = find('Secret', secretRef?.name);
    for (const key of Object.keys({ ...secret?.data, ...secret?.stringData }))
      variables.set(prefix + key, { from: `Secret ${secretRef?.name}` });
  }
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (!name) continue;
    const { configMapKeyRef, secretKeyRef } = (valueFrom ?? {}) as Record<
      string,
      { name?: string; key?: string }
    >;
    const entry =
      configMapKeyRef && find('ConfigMap', configMapKeyRef.name)?.data?.[configMapKeyRef.key ?? ''];
    if (secretKeyRef) variables.set(name, { from: `Secret ${secretKeyRef.name}` });
    else if (configMapKeyRef)
      variables.set(name, {
        ...(entry === undefined ? {} : { value: String(entry) }),
        from: `ConfigMap ${configMapKeyRef.name}`,
      });
    else
      variables.set(name, {
        ...(value === undefined || value === null ? {} : { value: String(value) }),
        from: 'the pod itself',
      });
  }
  return variables;
}
