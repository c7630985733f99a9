'use client';

import type { ComponentProps } from 'react';
import Link from 'next/link';
import type { TodayHabit } from '@habit/contracts';
import { Notice } from '@/components/notice';
import { StreakLabel } from '@/components/streak-label';
import { CheckInButton } from '@/features/check-ins/check-in-button';
import { WeekDots } from '@/features/check-ins/week-dots';
import { cn } from '@/lib/cn';
import { scheduleText, unitText } from '@/lib/wording';

/** One habit of the day: its name, the big button, the streak, and the week behind it. */
export function TodayCard({
  today: { habit, progress, week },
  waiting,
  form,
  problem,
}: {
  today: TodayHabit;
  /** Not due, so it keeps in the background. */
  waiting: boolean;
  form: Pick<ComponentProps<'form'>, 'action' | 'onSubmit'>;
  problem?: string;
}) {
  const ofUnit = unitText(progress);
  return (
    <form
      {...form}
      aria-label={habit.name}
      data-color={habit.color}
      className={cn(
        'flex h-full flex-col justify-between rounded-card border border-line/70 p-4 sm:p-5',
        !waiting && 'bg-surface shadow-card',
      )}
    >
      <input type="hidden" name="habitId" value={habit.id} />
      <div className="flex items-center gap-4">
        <div className="min-w-0 flex-1">
          <h3 className="text-lg leading-snug font-semibold wrap-anywhere">
            <Link
              href={`/habits/${habit.id}`}
              className="rounded-sm hover:underline hover:underline-offset-4"
            >
              {habit.name}
            </Link>
          </h3>
          <p className="mt-0.5 text-sm text-ink-soft">{ofUnit ?? scheduleText(habit.schedule)}</p>
        </div>
        <CheckInButton habit={habit.name} day={{ day: progress.day, done: progress.done }} />
      </div>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <WeekDots habit={habit.name} days={week} today={progress.day} />
        <StreakLabel streak={progress.streak} />
      </div>
      {problem && (
        <div className="mt-3">
          <Notice kind="problem">{problem}</Notice>
        </div>
      )}
    </form>
  );
}
