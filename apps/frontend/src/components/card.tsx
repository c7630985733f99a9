import type { ComponentProps } from 'react';
import { cn } from '@/lib/cn';

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return (
    <section
      className={cn('rounded-card border border-line/70 bg-surface p-4 shadow-card sm:p-6', className)}
      {...props}
    />
  );
}
