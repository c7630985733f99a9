import { memo } from 'react';
import type { Day, HeatmapDay } from '@habit/contracts';
import { changeValue } from '@/features/check-ins/check-in-change';
import { dayState, dayStateText } from '@/features/check-ins/day-state';
import { cn } from '@/lib/cn';
import { fullDay } from '@/lib/day';
import { stateLook } from './state-look';

export const HeatmapCell = memo(function HeatmapCell({
  day: { day, done, due, outcome },
  today,
  tabIndex,
  disabled,
}: {
  day: HeatmapDay;
  today: Day;
  tabIndex: number;
  disabled: boolean;
}) {
  const state = dayState({ done, due, outcome });
  return (
    <td className="p-0">
      <button
        name="change"
        value={changeValue(day, !done)}
        data-day={day}
        aria-pressed={done}
        aria-disabled={disabled || undefined}
        aria-label={`${fullDay(day)}${day === today ? ', today' : ''}: ${dayStateText[state]}`}
        tabIndex={tabIndex}
        onClick={disabled ? (event) => event.preventDefault() : undefined}
        className={cn(
          'block size-(--cell) rounded-[0.28em] hover:ring-2 hover:ring-habit/50 focus-visible:outline-offset-1',
          stateLook[state],
          day === today && 'ring-2 ring-ink/70',
        )}
      />
    </td>
  );
});
