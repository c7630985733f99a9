import { Type } from 'typebox';
import type { Static } from 'typebox';

/** RFC 9457 problem details; `errors` names the fields that were refused. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.Optional(Type.String()),
  instance: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        /** A JSON pointer into the request's part, `/schedule/times`. */
        pointer: Type.String(),
        /** Which part: body, params or querystring. */
        in: Type.String(),
        message: Type.String(),
      }),
    ),
  ),
});
export type Problem = Static<typeof Problem>;
export const problemContentType = 'application/problem+json';
