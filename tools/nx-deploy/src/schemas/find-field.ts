import type { Definition, KubernetesVersion } from './kubernetes-schemas.ts';

/** Where a field of this name may stand in a kind: the nearest place to its root, or undefined. */
export function findField(
  version: KubernetesVersion,
  kindDefinition: string,
  field: string,
): string | undefined {
  const queue: { definition: Definition; path: string }[] = [
    { definition: { $ref: `#/$defs/${kindDefinition}` }, path: '' },
  ];
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { definition, path } = next;
    const name = definition.$ref?.split('/').at(-1);
    if (name) {
      if (seen.has(name)) continue;
      seen.add(name);
      queue.push({ definition: version.definitions[name] ?? {}, path });
      continue;
    }
    if (definition.items) queue.push({ definition: definition.items, path: `${path}[]` });
    for (const [key, inner] of Object.entries(definition.properties ?? {})) {
      if (key === 'status' && path === '') continue;
      const here = path ? `${path}.${key}` : key;
      if (key === field) return here;
      queue.push({ definition: inner, path: here });
    }
  }
  return undefined;
}
