'use client';

import { useState } from 'react';
import type { HabitId, Today, TodayHabit } from '@habit/contracts';
import type { CheckInChange } from '@/features/check-ins/check-in-change';
import { useCheckIns } from '@/features/check-ins/use-check-ins';
import { DayProgress } from './day-progress';
import { TodayCard } from './today-card';

const isDue = ({ progress }: TodayHabit) => progress.due || progress.done;

/** The day's habits: what is due first, what can wait below. */
export function TodayBoard({ today }: { today: Today }) {
  const { shown, problem, form } = useCheckIns(today, applyCheckIn);
  const restId = useRest(today);
  const due = shown.habits.filter(({ habit }) => !restId.has(habit.id));
  const rest = shown.habits.filter(({ habit }) => restId.has(habit.id));

  const cards = (habits: TodayHabit[], waiting = false) => (
    <ul className="grid gap-3 lg:grid-cols-2 lg:gap-4">
      {habits.map((each) => (
        <li key={each.habit.id}>
          <TodayCard
            today={each}
            waiting={waiting}
            form={form}
            problem={problem?.habitId === each.habit.id ? problem.message : undefined}
          />
        </li>
      ))}
    </ul>
  );

  return (
    <>
      <DayProgress done={due.filter(({ progress }) => progress.done).length} due={due.length} />
      <section aria-labelledby="due">
        <h2 id="due" className="sr-only">
          Due today
        </h2>
        {cards(due)}
      </section>
      {rest.length > 0 && (
        <section aria-labelledby="rest" className="mt-10">
          <h2 id="rest" className="mb-3 font-semibold text-ink-soft">
            Not due today
          </h2>
          {cards(rest, true)}
        </section>
      )}
    </>
  );
}

/**
 * The habits that can wait. Decided once a day, so that a card does not jump away from under the finger when
 * it is checked in after all.
 */
function useRest({ day, habits }: Today): Set<HabitId> {
  const [rest, setRest] = useState({ day: '', ids: new Set<HabitId>() });
  if (rest.day === day) return rest.ids;
  const ids = new Set(habits.filter((each) => !isDue(each)).map(({ habit }) => habit.id));
  setRest({ day, ids });
  return ids;
}

function applyCheckIn(today: Today, { habitId, day, done }: CheckInChange): Today {
  const habits = today.habits.map((each) =>
    each.habit.id === habitId
      ? {
          ...each,
          progress: day === today.day ? { ...each.progress, done } : each.progress,
          week: each.week.map((dayOfWeek) => (dayOfWeek.day === day ? { ...dayOfWeek, done } : dayOfWeek)),
        }
      : each,
  );
  return { ...today, habits };
}
