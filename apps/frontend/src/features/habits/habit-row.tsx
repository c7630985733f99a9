import Link from 'next/link';
import { ChevronRight } from 'lucide-react';
import type { Habit, HabitProgress } from '@habit/contracts';
import { Ring } from '@/components/ring';
import { StreakLabel } from '@/components/streak-label';
import { percentText, scheduleText } from '@/lib/wording';

/** A habit in a list, leading to its page. */
export function HabitRow({ habit, progress }: { habit: Habit; progress?: HabitProgress }) {
  return (
    <Link
      href={`/habits/${habit.id}`}
      data-color={habit.color}
      className="flex items-center gap-4 px-4 py-3.5 hover:bg-raised/60 sm:px-5"
    >
      {progress ? (
        <Ring
          share={progress.strength}
          label={`Strength ${percentText(progress.strength)}`}
          className="size-12 shrink-0 text-xs"
        >
          {percentText(progress.strength)}
        </Ring>
      ) : (
        <span aria-hidden="true" className="grid size-12 shrink-0 place-items-center">
          <span className="size-4 rounded-full bg-habit opacity-60" />
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="block font-semibold wrap-anywhere">{habit.name}</span>
        <span className="block text-sm text-ink-soft">{scheduleText(habit.schedule)}</span>
      </span>
      {progress && progress.streak.current > 0 && (
        <StreakLabel streak={progress.streak} className="hidden sm:inline-flex" />
      )}
      <ChevronRight className="size-5 shrink-0 text-ink-soft" aria-hidden="true" />
    </Link>
  );
}
