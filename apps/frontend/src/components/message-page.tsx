import type { ReactNode } from 'react';
import { BrandMark } from './brand';

/** A page that has one thing to say and one way on. */
export function MessagePage({
  title,
  children,
  action,
}: {
  title: string;
  children: ReactNode;
  action: ReactNode;
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-6 pt-20 pb-16 text-center sm:pt-32">
      <BrandMark className="size-14" />
      <h1 className="mt-6 text-3xl font-semibold">{title}</h1>
      <div className="mt-3 mb-8 text-ink-soft">{children}</div>
      {action}
    </div>
  );
}
