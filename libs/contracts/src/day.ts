import { Type } from 'typebox';
import type { Static } from 'typebox';

/** A calendar date in the user's zone, `2026-03-04`. Ordered as text it is ordered in time. */
export const Day = Type.String({
  format: 'date',
  minLength: 10,
  maxLength: 10,
  description: 'A calendar date in the user’s time zone.',
  examples: ['2026-03-04'],
});
export type Day = Static<typeof Day>;

/** ISO 8601 day of the week: Monday is 1, Sunday is 7. */
export const Weekday = Type.Integer({ minimum: 1, maximum: 7 });
export type Weekday = Static<typeof Weekday>;
