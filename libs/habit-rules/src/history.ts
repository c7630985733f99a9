import type { Day, Schedule, Weekday } from '@habit/contracts';

/** What the habit asks for from a day on, until the next version. The earliest one also holds before its day. */
export type Version = {
  effectiveFrom: Day;
  schedule: Schedule;
  weekStart: Weekday;
  /** Measured habits: the sum per unit. Absent for a yes/no habit. */
  target?: number;
  /** `at-least` when absent. */
  direction?: 'at-least' | 'at-most';
};

/** `to` is the last paused day; null while the pause lasts. */
export type Pause = { from: Day; to: Day | null };

/** What stands on one day: a plain check-in is `{ day }`. */
export type Mark = { day: Day; amount?: number; skipped?: boolean };

/** Every list may come in any order. An archived habit carries an open pause from the day it was archived. */
export type HabitHistory = {
  startDay: Day;
  versions: readonly Version[];
  pauses: readonly Pause[];
  marks: readonly Mark[];
  archived: boolean;
  /** Excuses the dates that this zone skipped. */
  timeZone?: string;
  /** Each run of `every` met units earns one freeze; at most `most` are held. */
  freeze?: { every: number; most: number };
};
