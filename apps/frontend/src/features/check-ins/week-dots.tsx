'use client';

import { Check } from 'lucide-react';
import type { Day, HeatmapDay } from '@habit/contracts';
import { cn } from '@/lib/cn';
import { spokenDay, weekdayName, weekdayOf } from '@/lib/day';
import { changeValue } from './check-in-change';
import { dayState, dayStateText } from './day-state';
import type { DayState } from './day-state';

const looks: Record<DayState, string> = {
  done: 'bg-habit text-on-habit',
  kept: 'bg-habit/22',
  missed: 'border-2 border-edge/70',
  frozen: 'border-2 border-dashed border-edge',
  open: 'border-2 border-habit/60',
  free: 'bg-raised',
};

/** The last seven days, each a button: yesterday's forgotten check-in is one tap away. */
export function WeekDots({ habit, days, today }: { habit: string; days: HeatmapDay[]; today: Day }) {
  return (
    <div role="group" aria-label={`The last seven days of ${habit}`} className="-ml-1.5 flex gap-0.5">
      {days.map((each) => {
        const state = dayState(each);
        const { day, done } = each;
        return (
          <button
            key={day}
            name="change"
            value={changeValue(day, !done)}
            aria-pressed={done}
            aria-label={`${spokenDay(day, today)}: ${dayStateText[state]}`}
            className="group flex w-9 flex-col items-center gap-1 rounded-lg pt-1 pb-0.5"
          >
            <span
              className={cn(
                'grid size-6 place-items-center rounded-full transition-colors group-hover:ring-2 group-hover:ring-habit/40',
                looks[state],
              )}
            >
              {done && <Check className="size-3.5" strokeWidth={3.5} aria-hidden="true" />}
            </span>
            <span
              aria-hidden="true"
              className={cn('text-xs text-ink-soft', day === today && 'font-semibold text-ink')}
            >
              {weekdayName(weekdayOf(day)).slice(0, 2)}
            </span>
          </button>
        );
      })}
    </div>
  );
}
