import type { FastifyRequest, FastifySchemaValidationError, FastifyServerOptions } from 'fastify';
import type { App } from '../app-types.ts';
import type { RefusedField } from './problems.ts';
import { problem, refuse } from './problems.ts';

/** What was sent is taken as it is: nothing coerced, dropped or filled in. All errors, not just the first. */
export const validationOptions: FastifyServerOptions['ajv'] = {
  customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true },
};

/** JSON is the only content type, and what no schema can say is checked here. */
export function addBodyChecks(app: App): void {
  app.removeContentTypeParser('text/plain');
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    // Many clients name JSON on every request, with a body or without.
    if (text === '' && !takesBody(request)) return done(null, undefined);
    return parseJson(request, text, done);
  });

  app.addHook('preValidation', async (request, reply) => {
    if (request.body !== undefined && !takesBody(request)) {
      return refuse(reply, problem(400, 'This request takes no body. Send it without one.'));
    }
  });
  // After the schema, which bounds how deep the body is.
  app.addHook('preHandler', async (request, reply) => {
    const fields = textsWithNul(request.body, '');
    if (fields.length > 0) return refuse(reply, problem(400, 'Some fields were refused.', fields));
  });
}

const takesBody = (request: FastifyRequest): boolean => request.routeOptions.schema?.body !== undefined;

/** PostgreSQL cannot store the character U+0000, and nobody writes it on purpose. */
function textsWithNul(value: unknown, pointer: string): RefusedField[] {
  if (typeof value === 'string') {
    const message = 'must not contain the character U+0000';
    return value.includes('\0') ? [{ in: 'body', pointer, message }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => textsWithNul(each, `${pointer}/${key}`));
}

const mostOfOneKind = 20;

/** A long list of wrong things is wrong in the same way; telling all of it would keep everybody else waiting. */
function firstOfEachKind(errors: FastifySchemaValidationError[]): FastifySchemaValidationError[] {
  const counts = new Map<string, number>();
  return errors.filter(({ schemaPath }) => {
    const count = (counts.get(schemaPath) ?? 0) + 1;
    counts.set(schemaPath, count);
    return count <= mostOfOneKind;
  });
}

/** The refused fields, in words, out of what the validator reports. */
export function refusedFields(errors: FastifySchemaValidationError[], part: string): RefusedField[] {
  const fields = withoutOtherBranches(firstOfEachKind(errors)).map((error) => ({
    in: part,
    pointer: pointerOf(error),
    message: messageOf(error),
  }));
  return fields.filter(
    (field, at) => fields.findIndex((f) => f.pointer === field.pointer && f.message === field.message) === at,
  );
}

/**
 * For a union the validator lists what is wrong with each branch. People meant one branch: the one whose
 * constants fit. Where none fits, the constants are what to choose from.
 */
function withoutOtherBranches(errors: FastifySchemaValidationError[]): FastifySchemaValidationError[] {
  const union = errors.find((error) => error.keyword === 'anyOf');
  if (!union) return errors;
  const inside = errors.filter((error) => error.schemaPath.startsWith(`${union.schemaPath}/`));
  const outside = errors.filter((error) => error !== union && !inside.includes(error));
  return withoutOtherBranches([...outside, ...meant(inside, union)]);
}

function meant(
  inside: FastifySchemaValidationError[],
  union: FastifySchemaValidationError,
): FastifySchemaValidationError[] {
  const branches = new Map<string, FastifySchemaValidationError[]>();
  for (const error of inside) {
    const branch = error.schemaPath.slice(union.schemaPath.length + 1).split('/')[0] ?? '';
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const fitting = [...branches.values()].find((branch) => !branch.some((error) => error.keyword === 'const'));
  if (fitting) return fitting;
  const constants = inside.filter((error) => error.keyword === 'const');
  const [first] = constants;
  if (!first) return inside;
  const allowedValues = constants.map((error) => error.params['allowedValue']);
  return [{ ...first, keyword: 'enum', params: { allowedValues } }];
}

function pointerOf({ keyword, instancePath, params }: FastifySchemaValidationError): string {
  const name = keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  if (typeof name !== 'string') return instancePath;
  return `${instancePath}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function messageOf({ keyword, message, params }: FastifySchemaValidationError): string {
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties') return 'is not known here';
  const choices = params['allowedValues'];
  if (Array.isArray(choices)) return `must be one of ${choices.map((each) => `"${each}"`).join(', ')}`;
  if (keyword === 'pattern' && params['pattern'] === '\\S') return 'must not be blank';
  if (keyword === 'format' && params['format'] === 'date') return 'must be a calendar date like 2026-03-04';
  if (keyword === 'format' && params['format'] === 'email') return 'must be an email address';
  return (message ?? 'is not valid')
    .replace('must NOT have fewer than', 'must have at least')
    .replace('must NOT have more than', 'must have at most');
}
