import type { KubeObject } from './kubernetes-objects.ts';

/** Every image that the pods of these objects start from. */
export function listImages(objects: KubeObject[]): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if ((key === 'containers' || key === 'initContainers') && Array.isArray(inner))
        for (const { image } of inner as { image?: unknown }[])
          if (typeof image === 'string') found.add(image);
      walk(inner);
    }
  };
  walk(objects);
  return [...found].sort();
}

/** An image as nodes list it: full repository, then tag or digest. */
export function splitImage(image: string): { repository: string; version: string } {
  const [name = '', digest] = image.split('@');
  const [, repository = name, tag = ':latest'] = /^(.+)(:[^:/]+)$/.exec(name) ?? [];
  return { repository, version: digest ? `@${digest}` : tag };
}
