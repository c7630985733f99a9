import type { Day, Weekday } from '@habit/contracts';

const msPerDay = 86_400_000;

/** Days since 1970-01-01. Whole numbers keep a walk over many years cheap. */
export function dayNumber(day: Day): number {
  return Date.parse(day) / msPerDay;
}

export function dayFromNumber(number: number): Day {
  return new Date(number * msPerDay).toISOString().slice(0, 10);
}

export function dayNumberAt(epochMs: number): number {
  return Math.floor(epochMs / msPerDay);
}

export function weekdayOfNumber(number: number): Weekday {
  return modulo(number + 3, 7) + 1;
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

export function weekdayOf(day: Day): Weekday {
  return weekdayOfNumber(dayNumber(day));
}

/** The remainder that is never negative. */
export function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
