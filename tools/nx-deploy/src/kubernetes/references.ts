import type { Path } from './located-manifest.ts';

/** Something that an object names and needs. */
export interface Reference {
  kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ServiceAccount';
  name: string;
  /** One entry of it; all of it when left out. */
  key?: string;
  /** The pod starts without it. */
  optional: boolean;
  path: Path;
}

const holders: Record<string, { kind: Reference['kind']; nameField: string; hasKey?: true }> = {
  configMapRef: { kind: 'ConfigMap', nameField: 'name' },
  secretRef: { kind: 'Secret', nameField: 'name' },
  configMapKeyRef: { kind: 'ConfigMap', nameField: 'name', hasKey: true },
  secretKeyRef: { kind: 'Secret', nameField: 'name', hasKey: true },
  persistentVolumeClaim: { kind: 'PersistentVolumeClaim', nameField: 'claimName' },
};

/** Every ConfigMap, Secret, claim and account that a description of pods names. */
export function listReferences(podSpec: unknown, path: Path = []): Reference[] {
  if (Array.isArray(podSpec)) return podSpec.flatMap((item, at) => listReferences(item, [...path, at]));
  if (typeof podSpec !== 'object' || podSpec === null) return [];
  return Object.entries(podSpec).flatMap(([field, value]) => [
    ...referenceIn(field, value, [...path, field]),
    ...listReferences(value, [...path, field]),
  ]);
}

function referenceIn(field: string, value: unknown, path: Path): Reference[] {
  if (field === 'imagePullSecrets' && Array.isArray(value))
    return value.flatMap((item: { name?: unknown }, at) => named('Secret', item?.name, [...path, at]));
  if (field === 'serviceAccountName') return named('ServiceAccount', value, path);
  if (typeof value !== 'object' || value === null) return [];
  const record = value as Record<string, unknown>;
  const optional = record['optional'] === true;
  // A volume may take single entries out of what it shows.
  const entries = Array.isArray(record['items'])
    ? record['items'].flatMap((item: { key?: unknown } | null, at) =>
        typeof item?.key === 'string' ? [{ key: item.key, at: [...path, 'items', at] }] : [],
      )
    : [];
  const all = (kind: Reference['kind'], name: unknown): Reference[] => [
    ...named(kind, name, path, { optional }),
    ...entries.flatMap(({ key, at }) => named(kind, name, at, { optional, key })),
  ];
  // The volume "secret" calls it secretName, the same field of a projected volume calls it name.
  if (field === 'secret') return all('Secret', record['secretName'] ?? record['name']);
  if (field === 'configMap') return all('ConfigMap', record['name']);
  const holder = holders[field];
  if (!holder) return [];
  const key = holder.hasKey && typeof record['key'] === 'string' ? { key: record['key'] } : {};
  return named(holder.kind, record[holder.nameField], path, { optional, ...key });
}

const named = (
  kind: Reference['kind'],
  name: unknown,
  path: Path,
  more: { optional?: boolean; key?: string } = {},
): Reference[] =>
  typeof name === 'string' && name !== '' ? [{ kind, name, path, optional: false, ...more }] : [];
