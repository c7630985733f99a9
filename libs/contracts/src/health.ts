import { Type } from 'typebox';
import type { Static } from 'typebox';

/** The process answers, so `status` is `ok`; the database has a state of its own. */
export const Health = Type.Object({
  status: Type.Literal('ok'),
  version: Type.String(),
  database: Type.Union([Type.Literal('up'), Type.Literal('down')]),
});
export type Health = Static<typeof Health>;
