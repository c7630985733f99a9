import { Flame } from 'lucide-react';
import type { Streak } from '@habit/contracts';
import { cn } from '@/lib/cn';
import { countText } from '@/lib/wording';

/** The streak that is running, with its unit, in the habit's colour. */
export function StreakLabel({ streak, className }: { streak: Streak; className?: string }) {
  const running = streak.current > 0;
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap tabular-nums',
        running ? 'text-habit' : 'text-ink-soft',
        className,
      )}
    >
      <Flame className="size-4" aria-hidden="true" />
      {running ? (
        <span>
          <span className="sr-only">Streak: </span>
          {countText(streak.current, streak.unit)}
        </span>
      ) : (
        'No streak'
      )}
    </span>
  );
}
