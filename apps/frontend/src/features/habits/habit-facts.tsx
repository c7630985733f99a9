import type { ReactNode } from 'react';
import type { HabitProgress } from '@habit/contracts';
import { Ring } from '@/components/ring';
import { countText, percentText, unitText } from '@/lib/wording';

/** How a habit is going, in five figures that the API has worked out. */
export function HabitFacts({ progress }: { progress: HabitProgress }) {
  const { streak, strength, rate, checkIns } = progress;
  const ofUnit = unitText(progress);
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-[1.35fr_1fr_1fr_1fr]">
      <div className="col-span-2 grid grid-cols-[auto_1fr] content-center gap-x-5 rounded-card border border-line/70 bg-surface p-4 shadow-card sm:p-5 lg:col-span-1">
        <dt className="col-start-2 row-start-1 self-end font-semibold">Strength</dt>
        <dd className="col-start-1 row-span-2 row-start-1">
          <Ring share={strength} label={percentText(strength)} className="size-20 text-lg">
            {percentText(strength)}
          </Ring>
        </dd>
        <dd className="col-start-2 row-start-2 mt-0.5 text-sm text-ink-soft">
          Grows with every time, and fades slowly when you miss.
        </dd>
      </div>
      <Fact name="Current streak" note={ofUnit}>
        {countText(streak.current, streak.unit)}
      </Fact>
      <Fact name="Longest streak">{countText(streak.longest, streak.unit)}</Fact>
      <Fact
        name="Success"
        note={`${checkIns.toLocaleString('en-GB')} ${checkIns === 1 ? 'check-in' : 'check-ins'} in all`}
        className="col-span-2 lg:col-span-1"
      >
        {rate === null ? 'Too early to say' : percentText(rate)}
      </Fact>
    </dl>
  );
}

function Fact({
  name,
  note,
  className,
  children,
}: {
  name: string;
  note?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div
      className={`rounded-card border border-line/70 bg-surface p-4 shadow-card sm:p-5 ${className ?? ''}`}
    >
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="mt-1 text-2xl leading-tight font-semibold tracking-tight tabular-nums">{children}</dd>
      {note && <dd className="mt-1 text-sm text-ink-soft">{note}</dd>}
    </div>
  );
}
