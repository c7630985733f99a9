import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import { type Definition, knownVersions, type KubernetesVersion, loadVersion } from './kubernetes-schemas.ts';

const anyMetadata: Definition = { $ref: '#/$defs/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };

/**
 * An object in which every field is of its type, for code that reads the fields: "8000" for 8000 where a text is due, nothing where
 * nothing fits, and places in lists stay where they were. Who must hear of the difference asks the schemas.
 */
export function shapeObject(located: LocatedObject): LocatedObject {
  const version = loadVersion(knownVersions().at(-1) ?? '');
  const shaped = shape(located.object, definitionOf(located.object, version), version);
  const { metadata, ...rest } = shaped as LocatedObject['object'];
  return { ...located, object: { ...rest, metadata: { ...metadata, name: metadata?.name ?? '' } } };
}

/** An old or wrong version of an API has about the fields of the one that is there. */
function definitionOf(
  { apiVersion, kind }: LocatedObject['object'],
  { kinds }: KubernetesVersion,
): Definition {
  const sameKind = [...kinds].find(([key]) => key.split(' ')[1] === kind)?.[1];
  const name = kinds.get(`${apiVersion} ${kind}`) ?? sameKind;
  return name ? { $ref: `#/$defs/${name}` } : { type: 'object', properties: { metadata: anyMetadata } };
}

function shape(value: unknown, definition: Definition, version: KubernetesVersion): unknown {
  const name = definition.$ref?.split('/').at(-1);
  if (name !== undefined) return shape(value, version.definitions[name] ?? {}, version);
  if (definition.type === undefined) return value;
  const types = [definition.type].flat();
  for (const type of types) {
    const shaped = shapeAs(type, value, definition, version);
    if (shaped !== undefined) return shaped;
  }
  return types.includes('string') && isPlain(value) ? String(value) : undefined;
}

function shapeAs(type: string, value: unknown, definition: Definition, version: KubernetesVersion): unknown {
  if (type === 'array') return Array.isArray(value) ? shapeItems(value, definition, version) : undefined;
  if (type === 'object') return isRecord(value) ? shapeFields(value, definition, version) : undefined;
  if (type === 'string') return typeof value === 'string' ? value : undefined;
  if (type === 'boolean') return typeof value === 'boolean' ? value : truthOf(value);
  const isNumber = typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value));
  return isNumber ? Number(value) : undefined;
}

const truthOf = (value: unknown): boolean | undefined =>
  value === 'true' || value === 'false' ? value === 'true' : undefined;

const shapeItems = (list: unknown[], { items = {} }: Definition, version: KubernetesVersion): unknown[] =>
  list.map((item) => shape(item, items, version) ?? emptyOf(items, version));

function shapeFields(
  record: Record<string, unknown>,
  { properties = {}, additionalProperties }: Definition,
  version: KubernetesVersion,
): Record<string, unknown> {
  const others = typeof additionalProperties === 'object' ? additionalProperties : {};
  return Object.fromEntries(
    Object.entries(record)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, shape(value, properties[key] ?? others, version)])
      .filter(([, value]) => value !== undefined),
  );
}

/** What stands in a list for something that cannot be there. */
function emptyOf(definition: Definition, version: KubernetesVersion): unknown {
  const name = definition.$ref?.split('/').at(-1);
  const { type } = name === undefined ? definition : (version.definitions[name] ?? {});
  if (type === 'string') return '';
  return type === 'array' ? [] : {};
}

const isPlain = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
