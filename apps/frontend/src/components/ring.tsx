import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

const radius = 44;
const around = 2 * Math.PI * radius;

/** A share from 0 to 1 as a ring; what it means is said by `label`. */
export function Ring({
  share,
  label,
  className,
  children,
}: {
  share: number;
  label: string;
  className?: string;
  children?: ReactNode;
}) {
  return (
    <div role="img" aria-label={label} className={cn('relative grid size-20 place-items-center', className)}>
      <svg viewBox="0 0 100 100" className="absolute inset-0 size-full -rotate-90" aria-hidden="true">
        <circle cx="50" cy="50" r={radius} fill="none" strokeWidth="9" className="stroke-raised" />
        {share > 0 && (
          <circle
            cx="50"
            cy="50"
            r={radius}
            fill="none"
            strokeWidth="9"
            strokeLinecap="round"
            strokeDasharray={`${around * Math.min(share, 1)} ${around}`}
            className="stroke-habit transition-[stroke-dasharray] duration-500"
          />
        )}
      </svg>
      <span aria-hidden="true" className="relative font-semibold tabular-nums">
        {children}
      </span>
    </div>
  );
}
