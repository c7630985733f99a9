import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Day, Weekday } from './day.ts';

/** Due on the named days of each week; all seven means every day. */
export const WeekdaysSchedule = Type.Object(
  {
    kind: Type.Literal('weekdays'),
    weekdays: Type.Array(Weekday, { minItems: 1, maxItems: 7, uniqueItems: true }),
  },
  { additionalProperties: false },
);

/** Due on `anchor` and every `everyDays` days before and after it. */
export const EveryDaysSchedule = Type.Object(
  {
    kind: Type.Literal('every-days'),
    everyDays: Type.Integer({ minimum: 1, maximum: 365 }),
    anchor: Day,
  },
  { additionalProperties: false },
);

/** Due any `times` distinct days of each week. */
export const TimesPerWeekSchedule = Type.Object(
  { kind: Type.Literal('times-per-week'), times: Type.Integer({ minimum: 1, maximum: 7 }) },
  { additionalProperties: false },
);

/** Due any `times` distinct days of each calendar month; 28 is what every month can hold. */
export const TimesPerMonthSchedule = Type.Object(
  { kind: Type.Literal('times-per-month'), times: Type.Integer({ minimum: 1, maximum: 28 }) },
  { additionalProperties: false },
);

/** The rule for which days are due. */
export const Schedule = Type.Union([
  WeekdaysSchedule,
  EveryDaysSchedule,
  TimesPerWeekSchedule,
  TimesPerMonthSchedule,
]);
export type Schedule = Static<typeof Schedule>;
