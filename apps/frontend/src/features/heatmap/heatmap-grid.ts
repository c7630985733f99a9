import type { Day, HeatmapDay, Weekday } from '@habit/contracts';
import { monthName, weekFrom, weekdayOf } from '@/lib/day';

export type HeatmapGrid = {
  /** One row per weekday, in the order of the habit's week; a place without a day is undefined. */
  rows: { weekday: Weekday; cells: (HeatmapDay | undefined)[] }[];
  /** Above the weeks: a month's name, and over how many weeks it stands. */
  months: { name: string; weeks: number; from: Day }[];
};

/** Days that follow one another, laid out with a column for each week. */
export function heatmapGrid(days: HeatmapDay[], weekStart: Weekday): HeatmapGrid {
  const [first] = days;
  if (!first) return { rows: [], months: [] };

  const before = (weekdayOf(first.day) - weekStart + 7) % 7;
  const weeks = Math.ceil((before + days.length) / 7);
  const cellAt = (week: number, row: number) => days[week * 7 + row - before];
  const rows = weekFrom(weekStart).map((weekday, row) => ({
    weekday,
    cells: Array.from({ length: weeks }, (_, week) => cellAt(week, row)),
  }));

  const months: HeatmapGrid['months'] = [];
  for (let week = 0; week < weeks; week++) {
    const day = (cellAt(week, 0) ?? first).day;
    const last = months.at(-1);
    if (last && last.from.slice(0, 7) === day.slice(0, 7)) last.weeks += 1;
    else months.push({ name: monthName(day), weeks: 1, from: day });
  }
  return { rows, months };
}
