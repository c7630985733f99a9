import type { HeatmapDay } from '@habit/contracts';
import { addDays } from '@/lib/day';
import { heatmapGrid } from './heatmap-grid';

const daysFrom = (from: string, count: number): HeatmapDay[] =>
  Array.from({ length: count }, (_, i) => ({ day: addDays(from, i), done: false, due: true, outcome: null }));

describe('the heatmap’s grid', () => {
  it('has a column for each week and a row for each weekday', () => {
    const { rows } = heatmapGrid(daysFrom('2026-03-02', 14), 1);
    expect(rows.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(rows.map(({ cells }) => cells.map((cell) => cell?.day))).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((i) => [addDays('2026-03-02', i), addDays('2026-03-09', i)]),
    );
  });

  it('begins its weeks where the habit does, and leaves a place empty where there is no day', () => {
    const { rows } = heatmapGrid(daysFrom('2026-03-03', 8), 7);
    expect(rows.map(({ weekday, cells }) => [weekday, ...cells.map((cell) => cell?.day)])).toEqual([
      [7, undefined, '2026-03-08'],
      [1, undefined, '2026-03-09'],
      [2, '2026-03-03', '2026-03-10'],
      [3, '2026-03-04', undefined],
      [4, '2026-03-05', undefined],
      [5, '2026-03-06', undefined],
      [6, '2026-03-07', undefined],
    ]);
  });

  it('holds every day of a year once, under months that cover every week', () => {
    const days = daysFrom('2025-03-05', 371);
    const { rows, months } = heatmapGrid(days, 1);
    const shown = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell?.day ?? []));
    expect(shown.toSorted()).toEqual(days.map(({ day }) => day));
    expect(months.reduce((weeks, month) => weeks + month.weeks, 0)).toBe(rows[0]?.cells.length);
    expect(months.slice(0, 3).map(({ name }) => name)).toEqual(['Mar', 'Apr', 'May']);
  });

  it('is empty without days', () => {
    expect(heatmapGrid([], 1)).toEqual({ rows: [], months: [] });
  });
});
