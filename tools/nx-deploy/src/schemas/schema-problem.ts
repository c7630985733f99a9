import type { ErrorObject } from 'ajv';
import { shorten } from '../console/shorten.ts';
import { type Path, renderPath } from '../kubernetes/located-manifest.ts';
import { findField } from './find-field.ts';
import type { Definition, KubernetesVersion } from './kubernetes-schemas.ts';
import { nearestName } from './nearest-name.ts';

/** What a version of Kubernetes says against a field. */
export interface FieldProblem {
  path: Path;
  wrong: string;
  hint?: string;
}

/** Says in words what a schema's error means, and what was probably meant. */
export function explainSchemaError(
  error: ErrorObject,
  object: unknown,
  version: KubernetesVersion,
  definition: string,
): FieldProblem {
  const path = toPath(error.instancePath, object);
  const { params } = error;
  if (isSecretValue(path, object)) return explainSecretValue(error, path);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownField(error, path, version, definition);
    case 'required':
      return {
        path,
        wrong: `"${params['missingProperty']}" is missing in ${renderPath(object, path) || 'the object'}.`,
      };
    case 'type':
      return {
        path,
        wrong: `it must be ${article(params['type'])}, but is ${describe(error.data)}.`,
        ...typeHint(params['type'], error.data),
      };
    case 'enum': {
      const allowed = (params['allowedValues'] as string[]).filter(Boolean);
      const near = typeof error.data === 'string' ? nearestName(error.data, allowed) : undefined;
      return {
        path,
        wrong: `${describe(error.data)} is not one of ${allowed.slice(0, 12).join(', ')}${allowed.length > 12 ? ', …' : ''}.`,
        ...(near ? { hint: `Did you mean ${near}?` } : {}),
      };
    }
    case 'minimum':
    case 'maximum':
      return {
        path,
        wrong: `${describe(error.data)} is out of range; it must be ${params['comparison']} ${params['limit']}.`,
      };
    case 'pattern':
      return {
        path,
        wrong: `${describe(error.data)} is not written as Kubernetes wants it (${params['pattern']}).`,
      };
    case 'format':
      return {
        path,
        wrong: `${describe(error.data)} is no ${params['format'] === 'byte' ? 'base64 text' : params['format']}.`,
      };
    default:
      return { path, wrong: `${describe(error.data)}: ${error.message ?? error.keyword}.` };
  }
}

const isSecretValue = ([field, key]: Path, object: unknown): boolean =>
  (object as { kind?: unknown }).kind === 'Secret' &&
  (field === 'data' || field === 'stringData') &&
  key !== undefined;

/** The value itself is never shown. */
function explainSecretValue({ keyword, params }: ErrorObject, path: Path): FieldProblem {
  if (keyword === 'format')
    return { path, wrong: 'its value is no base64 text.', hint: 'Write it as it is under stringData.' };
  return { path, wrong: `its value must be ${article(params['type'])}.`, hint: 'Put it in quotes.' };
}

function unknownField(
  { params, parentSchema }: ErrorObject,
  path: Path,
  version: KubernetesVersion,
  definition: string,
): FieldProblem {
  const field = String(params['additionalProperty']);
  const near = nearestName(field, Object.keys((parentSchema as Definition).properties ?? {}));
  const elsewhere = near ? undefined : findField(version, definition, field);
  return {
    path: [...path, field],
    wrong: `there is no field "${field}" here.`,
    ...(near ? { hint: `Did you mean ${near}?` } : elsewhere ? { hint: `It belongs at ${elsewhere}.` } : {}),
  };
}

/** ajv writes a path as a pointer; only the object tells which parts are places in a list. */
function toPath(pointer: string, object: unknown): Path {
  let value = object;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const inList = Array.isArray(value);
      value = (value as Record<string, unknown> | undefined)?.[key];
      return inList ? Number(key) : key;
    });
}

function describe(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return `the text "${shorten(value, 40)}"`;
  return `the ${typeof value === 'boolean' ? 'truth value' : 'number'} ${String(value)}`;
}

const names: Record<string, string> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

const article = (type: unknown): string =>
  (Array.isArray(type) ? type : [type]).map((name) => names[String(name)] ?? String(name)).join(' or ');

function typeHint(type: unknown, value: unknown): { hint?: string } {
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  if (type === 'string' && isPlain) return { hint: `Put it in quotes: "${String(value)}".` };
  if ((type === 'integer' || type === 'boolean') && typeof value === 'string' && value.trim() !== '')
    return { hint: 'Leave the quotes away.' };
  return {};
}
