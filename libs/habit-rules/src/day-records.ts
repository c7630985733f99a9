import { dayNumber } from './day.ts';
import type { HabitHistory } from './history.ts';
import { lostDays } from './lost-days.ts';

/** What the days of a history hold, by day number. */
export type DayRecords = {
  /** Amount per checked day; 0 where a plain check-in carries none. */
  checked: ReadonlyMap<number, number>;
  /** Skipped, paused or never on the calendar. */
  excused: ReadonlySet<number>;
  /** The start, or the first check-in before it. */
  start: number;
};

export function readDays(history: HabitHistory, last: number): DayRecords {
  const checked = readCheckIns(history);
  let start = dayNumber(history.startDay);
  for (const day of checked.keys()) if (day < start) start = day;
  return { checked, start, excused: readExcused(history, checked, start, last) };
}

function readCheckIns({ marks }: HabitHistory): Map<number, number> {
  const checked = new Map<number, number>();
  for (const { day, amount, skipped } of marks) {
    if (skipped || amount === 0) continue;
    const number = dayNumber(day);
    // A day counts once; taking the largest amount makes the order of the list meaningless.
    checked.set(number, Math.max(checked.get(number) ?? 0, amount ?? 0));
  }
  return checked;
}

function readExcused(
  history: HabitHistory,
  checked: ReadonlyMap<number, number>,
  start: number,
  last: number,
): Set<number> {
  const excused = new Set<number>();
  for (const { day, skipped } of history.marks) {
    const number = dayNumber(day);
    if (skipped && !checked.has(number)) excused.add(number);
  }
  for (const { from, to } of history.pauses) {
    const end = to === null ? last : Math.min(dayNumber(to), last);
    for (let day = Math.max(dayNumber(from), start); day <= end; day += 1) excused.add(day);
  }
  if (history.timeZone !== undefined && start <= last) {
    for (const day of lostDays(history.timeZone, start, last)) excused.add(day);
  }
  return excused;
}
