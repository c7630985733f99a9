import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { Problem, problemContentType } from '@habit/contracts';

export type RefusedField = NonNullable<Problem['errors']>[number];

export function problem(status: number, detail: string, errors?: RefusedField[]): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail,
    ...(errors ? { errors } : {}),
  };
}

/** Somebody else's is not told apart from one that never was. */
export const notFound = (noun: string): Problem => problem(404, `There is no such ${noun}.`);

export const refusedField = (part: string, pointer: string, message: string): Problem =>
  problem(422, message, [{ in: part, pointer, message }]);

export const unauthorized = (detail: string): Problem => problem(401, detail);

export const unavailable = (detail: string): Problem => problem(503, detail);

/** Answers with a problem and the headers that its status asks for. */
export function refuse(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401 && !reply.hasHeader('www-authenticate'))
    reply.header('www-authenticate', 'Bearer');
  if (problem.status === 503) reply.header('retry-after', '1');
  // Serialised here: the body of a problem is the same on every route, whatever its schema says.
  return reply.code(problem.status).type(problemContentType).serializer(JSON.stringify).send(problem);
}

/** Any refusal, as the documentation shows it. */
export const refusals = {
  '4xx': {
    description: 'What was refused, and why.',
    content: { [problemContentType]: { schema: Problem } },
  },
};
