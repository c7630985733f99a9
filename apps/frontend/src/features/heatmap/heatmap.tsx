'use client';

import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { Day, Habit, HeatmapDay } from '@habit/contracts';
import { Notice } from '@/components/notice';
import type { CheckInChange } from '@/features/check-ins/check-in-change';
import { useCheckIns } from '@/features/check-ins/use-check-ins';
import { addDays, weekdayName } from '@/lib/day';
import { HeatmapCell } from './heatmap-cell';
import { heatmapGrid } from './heatmap-grid';
import { HeatmapLegend } from './heatmap-legend';
import { HeatmapTip } from './heatmap-tip';

const steps: Record<string, number> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 };

/**
 * A year of one habit. Every day is a button that checks in or takes back; with the keyboard it is one stop,
 * and the arrows go from day to day.
 */
export function Heatmap({ habit, days, today }: { habit: Habit; days: HeatmapDay[]; today: Day }) {
  const { shown, problem, form } = useCheckIns(days, applyCheckIn);
  const { rows, months } = useMemo(() => heatmapGrid(shown, habit.weekStart), [shown, habit.weekStart]);
  const [stop, setStop] = useState<Day>(days.at(-1)?.day ?? today);
  const [tip, setTip] = useState<HTMLElement | null>(null);
  const box = useRef<HTMLDivElement>(null);

  const follow = (event: SyntheticEvent) => setTip(cellOf(event));
  const onFocus = (event: SyntheticEvent) => {
    const cell = cellOf(event);
    if (cell?.dataset['day']) setStop(cell.dataset['day']);
    setTip(cell);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const day = cellOf(event)?.dataset['day'];
    const step = steps[event.key];
    if (!day || !step) return;
    event.preventDefault();
    box.current?.querySelector<HTMLElement>(`[data-day="${addDays(day, step)}"]`)?.focus();
  };

  return (
    <form {...form}>
      <input type="hidden" name="habitId" value={habit.id} />
      <div ref={box} className="relative">
        {/* Written from right to left, so that a narrow screen begins with the newest week. */}
        <div dir="rtl" className="overflow-x-auto p-1" onScroll={() => setTip(null)}>
          <table
            dir="ltr"
            role="grid"
            aria-label={`Check-ins of ${habit.name}, a column for each week`}
            className="heatmap border-separate"
            onMouseOver={follow}
            onMouseLeave={() => setTip(null)}
            onFocus={onFocus}
            onBlur={() => setTip(null)}
            onKeyDown={onKeyDown}
          >
            <thead>
              <tr>
                <td />
                {months.map(({ name, weeks, from }) =>
                  // Where a month has hardly begun, its name would run into the next one.
                  weeks > 2 ? (
                    <th
                      key={from}
                      scope="colgroup"
                      colSpan={weeks}
                      className="pb-1 text-left text-xs font-normal text-ink-soft"
                    >
                      {name}
                    </th>
                  ) : (
                    <td key={from} colSpan={weeks} />
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ weekday, cells }, row) => (
                <tr key={weekday}>
                  <th
                    scope="row"
                    className="sticky -left-1 z-10 bg-surface px-1 pr-2 text-left text-xs leading-none font-normal text-ink-soft"
                  >
                    <span className="sr-only">{weekdayName(weekday)}</span>
                    <span aria-hidden="true">{row % 2 === 0 && weekdayName(weekday).slice(0, 3)}</span>
                  </th>
                  {cells.map((day, week) =>
                    day ? (
                      <HeatmapCell
                        key={day.day}
                        day={day}
                        today={today}
                        tabIndex={day.day === stop ? 0 : -1}
                        disabled={habit.archived}
                      />
                    ) : (
                      <td key={`empty-${week}`} />
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <HeatmapTip cell={tip} box={box.current} />
      </div>
      <HeatmapLegend editable={!habit.archived} />
      {problem && (
        <div className="mt-3">
          <Notice kind="problem">{problem.message}</Notice>
        </div>
      )}
    </form>
  );
}

const cellOf = ({ target }: SyntheticEvent) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-day]') : null;

const applyCheckIn = (days: HeatmapDay[], { day, done }: CheckInChange): HeatmapDay[] =>
  days.map((each) => (each.day === day ? { ...each, done } : each));
