import toRegexRange from 'to-regex-range';
import type { ValueSchema } from './parse.ts';
import type { Declarations } from './variable.ts';

type JsonSchema = Record<string, unknown>;

interface ValuesSchema extends JsonSchema {
  $defs: Record<string, JsonSchema>;
}

/** The chart's values schema, with what it says of variables written anew. */
export function fillChartSchema(text: string, variables: Declarations): string {
  const schema = JSON.parse(text) as ValuesSchema;
  const $defs = { ...schema.$defs, config: configSchema(variables), secretValues: secretSchema(variables) };
  return JSON.stringify({ ...schema, $defs }, null, 2);
}

/** What the ConfigMap may hold: what the apps read, and neither secrets nor what each image has its own of. */
const configSchema = (variables: Declarations): JsonSchema =>
  strictObject(
    variables,
    ({ secret, setByImage, usedBy }) =>
      !secret && !setByImage && usedBy.some((reader) => reader !== 'deploy'),
    ({ schema }) => ({ anyOf: [...takenAsText(schema), { type: 'string', pattern: '\\{\\{' }] }),
  );

/** What a created Secret may hold. Helm quotes what a pattern refuses, so only types and lengths are checked. */
const secretSchema = (variables: Declarations): JsonSchema =>
  strictObject(
    variables,
    ({ secret }) => secret,
    ({ schema }) => ({
      type: 'string',
      ...('minLength' in schema ? { minLength: schema.minLength } : {}),
    }),
  );

function strictObject(
  variables: Declarations,
  isIn: (variable: Declarations[string]) => boolean,
  schemaOf: (parse: Declarations[string]['parse']) => JsonSchema,
): JsonSchema {
  const entries = Object.entries(variables).filter(([, variable]) => isIn(variable));
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      entries.map(([name, { purpose, parse }]) => [name, { description: purpose, ...schemaOf(parse) }]),
    ),
  };
}

/** In a values file a number may be written with quotes or without. */
function takenAsText(schema: ValueSchema): JsonSchema[] {
  if (!('minimum' in schema)) return [schema];
  const pattern = `^(${toRegexRange(schema.minimum, schema.maximum)})$`;
  return [schema, { type: 'string', pattern }];
}
