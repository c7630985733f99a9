import type { ReactNode } from 'react';
import { cn } from '@/lib/cn';

/**
 * A page's frame: its heading, what can be done there, and the rest. `split` puts the heading beside the rest
 * where there is room, for pages whose rest reads better in a narrow column.
 */
export function Page({
  title,
  lead,
  actions,
  split,
  children,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  split?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={cn(pageFrame, split && 'lg:grid lg:grid-cols-[17rem_minmax(0,1fr)] lg:gap-x-12')}>
      <div
        className={cn(
          'mb-6 flex items-start justify-between gap-4 sm:mb-8 sm:items-end',
          split && 'lg:flex-col lg:items-start lg:justify-start lg:gap-6',
        )}
      >
        <div className="min-w-0">
          <h1 className="text-[1.75rem] leading-tight font-semibold wrap-anywhere sm:text-4xl">{title}</h1>
          {lead && <p className="mt-1.5 text-ink-soft wrap-anywhere">{lead}</p>}
        </div>
        {actions}
      </div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

export const pageFrame = 'mx-auto w-full max-w-5xl px-4 pt-6 pb-10 sm:px-6 sm:pt-10';
