import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';
import { pageFrame } from './page';

/** Stands where something is about to be. */
export const Bone = ({ className }: { className?: string }) => (
  <div className={cn('animate-breathe rounded-control bg-raised', className)} />
);

/** The shape of a page while its data is on the way. */
export function Skeleton({ children }: { children: ReactNode }) {
  return (
    <div data-skeleton className={pageFrame}>
      <p role="status" className="sr-only">
        Loading
      </p>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}
