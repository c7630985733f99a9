import type { ReactNode } from 'react';
import { Card } from '@/components/card';
import { YearOfDays } from './year-of-days';

/** A page at the door: what this is, the form, and the other way in. */
export function Door({
  title,
  lead,
  elsewhere,
  children,
}: {
  title: string;
  lead: string;
  elsewhere: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="w-full lg:grid lg:grid-cols-[minmax(0,1fr)_26rem] lg:items-center lg:gap-20">
      <div className="mb-8 lg:mb-0">
        <h1 className="text-3xl leading-tight font-semibold sm:text-4xl lg:text-5xl">{title}</h1>
        <p className="mt-3 text-ink-soft lg:mt-5 lg:max-w-md lg:text-lg">{lead}</p>
        <div className="mt-12 hidden max-w-lg lg:block">
          <YearOfDays />
        </div>
      </div>
      <div>
        <Card>{children}</Card>
        <p className="mt-6 text-center text-ink-soft">{elsewhere}</p>
      </div>
    </div>
  );
}
