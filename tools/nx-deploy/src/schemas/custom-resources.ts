import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import { knownVersions, loadVersion } from './kubernetes-schemas.ts';
import { explainSchemaError, type FieldProblem } from './schema-problem.ts';

interface CustomResourceDefinition {
  spec?: {
    group?: string;
    names?: { kind?: string };
    versions?: { name?: string; schema?: { openAPIV3Schema?: Record<string, unknown> } }[];
  };
}

/** Schemas that the CustomResourceDefinitions among the objects bring along, by "group/version Kind". */
export function findCustomSchemas(objects: LocatedObject[]): Map<string, ValidateFunction> {
  const schemas = new Map<string, ValidateFunction>();
  for (const { object } of objects.filter((located) => located.object.kind === 'CustomResourceDefinition')) {
    const { group, names, versions = [] } = (object as CustomResourceDefinition).spec ?? {};
    for (const { name, schema } of versions) {
      if (!schema?.openAPIV3Schema || !names?.kind) continue;
      const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, validateSchema: false });
      addFormats.default(ajv);
      const metadata = { type: 'object' };
      const strict = makeStrict(schema.openAPIV3Schema) as { properties?: object };
      schemas.set(
        `${group}/${name} ${names.kind}`,
        ajv.compile({
          ...strict,
          properties: {
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            ...strict.properties,
            metadata,
          },
        }),
      );
    }
  }
  return schemas;
}

export function validateCustom(validate: ValidateFunction, object: LocatedObject['object']): FieldProblem[] {
  if (validate(object)) return [];
  const newest = loadVersion(knownVersions().at(-1) ?? '');
  return (validate.errors ?? []).map((error: ErrorObject) => explainSchemaError(error, object, newest, ''));
}

/** A server drops fields that the schema does not name, unless it is told to keep them. */
function makeStrict(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  const { properties, items, additionalProperties, ...others } = schema as Record<string, unknown>;
  const isOpen =
    others['x-kubernetes-preserve-unknown-fields'] === true || additionalProperties !== undefined;
  return {
    ...others,
    ...(others['x-kubernetes-int-or-string'] ? { type: ['string', 'integer'], anyOf: undefined } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties as object).map(([field, inner]) => [field, makeStrict(inner)]),
          ),
        }
      : {}),
    ...(items ? { items: makeStrict(items) } : {}),
    ...(additionalProperties !== undefined ? { additionalProperties: makeStrict(additionalProperties) } : {}),
    ...(properties && !isOpen ? { additionalProperties: false } : {}),
  };
}
