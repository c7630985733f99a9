import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Day } from './day.ts';

/**
 * What became of a unit (one due day, or one whole week or month).
 * `open` contains today; `excused` had no eligible day; `frozen` was bridged by a freeze.
 */
export const Outcome = Type.Union([
  Type.Literal('met'),
  Type.Literal('missed'),
  Type.Literal('open'),
  Type.Literal('excused'),
  Type.Literal('frozen'),
]);
export type Outcome = Static<typeof Outcome>;

/** What a streak counts: `day` for a habit due every day, `due-day` for one due on some days. */
export const StreakUnit = Type.Union([
  Type.Literal('day'),
  Type.Literal('due-day'),
  Type.Literal('week'),
  Type.Literal('month'),
]);
export type StreakUnit = Static<typeof StreakUnit>;

export const Streak = Type.Object({
  current: Type.Integer({ minimum: 0 }),
  longest: Type.Integer({ minimum: 0 }),
  unit: StreakUnit,
});
export type Streak = Static<typeof Streak>;

/** The unit that contains a day: its first and last day, how often it was done and must be. */
export const UnitProgress = Type.Object({
  from: Day,
  to: Day,
  done: Type.Number({ minimum: 0 }),
  required: Type.Number({ minimum: 0 }),
  outcome: Outcome,
});
export type UnitProgress = Static<typeof UnitProgress>;

export const HabitProgress = Type.Object({
  day: Day,
  /** Whether a check-in on `day` would count towards a unit that is not met yet. */
  due: Type.Boolean(),
  done: Type.Boolean(),
  unit: Type.Union([UnitProgress, Type.Null()]),
  streak: Streak,
  /** 0 to 1. */
  strength: Type.Number({ minimum: 0, maximum: 1 }),
  /** met / (met + missed + frozen), 0 to 1; null when no unit is closed or met yet. */
  rate: Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]),
  checkIns: Type.Integer({ minimum: 0 }),
});
export type HabitProgress = Static<typeof HabitProgress>;

export const HeatmapDay = Type.Object({
  day: Day,
  done: Type.Boolean(),
  /** Whether the schedule names this day; every day of a week or month for habits counted by those. */
  due: Type.Boolean(),
  /** Outcome of the unit that contains the day; null before the start, while archived, and on days that are not due. */
  outcome: Type.Union([Outcome, Type.Null()]),
});
export type HeatmapDay = Static<typeof HeatmapDay>;

export const Heatmap = Type.Object({ from: Day, to: Day, days: Type.Array(HeatmapDay) });
export type Heatmap = Static<typeof Heatmap>;

/** The span asked for; by default the 53 weeks that end with today. At most 1,100 days. */
export const HeatmapQuery = Type.Object(
  { from: Type.Optional(Day), to: Type.Optional(Day) },
  { additionalProperties: false },
);
export type HeatmapQuery = Static<typeof HeatmapQuery>;
