import type { ReactNode } from 'react';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { cn } from '@/lib/cn';

/** One sentence about what just happened. A problem interrupts a screen reader; good news waits. */
export function Notice({ kind, children }: { kind: 'problem' | 'done'; children: ReactNode }) {
  const Icon = kind === 'problem' ? CircleAlert : CircleCheck;
  return (
    <p
      role={kind === 'problem' ? 'alert' : 'status'}
      className={cn(
        'flex items-start gap-2.5 rounded-control px-3.5 py-2.5 text-sm',
        kind === 'problem' ? 'bg-danger-soft text-danger' : 'bg-accent-soft text-accent',
      )}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
