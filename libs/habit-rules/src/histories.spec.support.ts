import type { Day, Schedule } from '@habit/contracts';
import { addDays } from './index.ts';
import type { HabitHistory, Mark, Version } from './index.ts';

export const everyDay: Schedule = { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6, 7] };
export const weekly = (times: number): Schedule => ({ kind: 'times-per-week', times });
export const monthly = (times: number): Schedule => ({ kind: 'times-per-month', times });

/** A Monday. */
export const monday = '2026-03-02';

type Mentioned = Partial<Omit<HabitHistory, 'versions'>> & Partial<Version> & { versions?: Version[] };

/** A habit that starts on a Monday, due every day; only what a sentence is about need be mentioned. */
export function history({
  schedule = everyDay,
  weekStart = 1,
  effectiveFrom = monday,
  target,
  direction,
  ...rest
}: Mentioned = {}): HabitHistory {
  const version = {
    effectiveFrom,
    schedule,
    weekStart,
    ...(target === undefined ? {} : { target }),
    ...(direction === undefined ? {} : { direction }),
  };
  return { startDay: monday, versions: [version], pauses: [], marks: [], archived: false, ...rest };
}

export function days(from: Day, count: number): Day[] {
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

export function checkIns(...on: Day[]): Mark[] {
  return on.map((day) => ({ day }));
}

export function skips(...on: Day[]): Mark[] {
  return on.map((day) => ({ day, skipped: true }));
}

export function amounts(amount: number, ...on: Day[]): Mark[] {
  return on.map((day) => ({ day, amount }));
}
