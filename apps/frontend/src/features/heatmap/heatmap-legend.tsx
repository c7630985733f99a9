import { cn } from '@/lib/cn';
import type { DayState } from '@/features/check-ins/day-state';
import { stateLook } from './state-look';

const entries: [DayState, string][] = [
  ['done', 'Done'],
  ['kept', 'Not needed, goal met'],
  ['missed', 'Missed'],
  ['open', 'Still open'],
  ['free', 'Not due'],
];

export function HeatmapLegend({ editable }: { editable: boolean }) {
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2 text-sm text-ink-soft">
      <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1.5">
        {entries.map(([state, name]) => (
          <li key={state} className="inline-flex items-center gap-2">
            <span aria-hidden="true" className={cn('size-3.5 rounded-[0.25rem]', stateLook[state])} />
            {name}
          </li>
        ))}
      </ul>
      {editable && <p className="sm:ml-auto">Forgot one? Tap its day.</p>}
    </div>
  );
}
