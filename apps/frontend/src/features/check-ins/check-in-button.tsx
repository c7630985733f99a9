'use client';

import { Check } from 'lucide-react';
import type { HeatmapDay } from '@habit/contracts';
import { cn } from '@/lib/cn';
import { changeValue } from './check-in-change';

/** The one big tap of the day. */
export function CheckInButton({
  habit,
  day: { day, done },
}: {
  habit: string;
  day: Pick<HeatmapDay, 'day' | 'done'>;
}) {
  return (
    <button
      name="change"
      value={changeValue(day, !done)}
      aria-pressed={done}
      aria-label={`Check in ${habit}`}
      className={cn(
        'grid size-14 shrink-0 place-items-center rounded-full border-[2.5px] border-habit transition duration-200 active:scale-90',
        done ? 'bg-habit text-on-habit' : 'text-habit hover:bg-habit/12 active:bg-habit/20',
      )}
    >
      <Check className={cn('size-7', !done && 'opacity-45')} strokeWidth={3} aria-hidden="true" />
    </button>
  );
}
