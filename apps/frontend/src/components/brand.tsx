import { cn } from '@/lib/cn';

/** The mark: a ring that is nearly full, the day that closes it, and the check. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={cn('size-8', className)} aria-hidden="true">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <g fill="none" strokeWidth="3.4" strokeLinecap="round" className="stroke-on-accent">
        <path d="M16 7.2a8.8 8.8 0 1 1-8.1 5.3" />
        <path d="m12.4 16.2 2.7 2.7 4.9-5.4" strokeLinejoin="round" strokeWidth="2.6" />
      </g>
      <circle cx="10.6" cy="8.9" r="1.9" className="fill-on-accent" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="inline-flex items-center gap-2.5 text-[1.0625rem] font-semibold tracking-tight">
      <BrandMark />
      Habit Tracker
    </span>
  );
}
