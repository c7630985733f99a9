import type { HabitHistory } from '@habit/habit-rules';
import type { StoredHistory } from '../habits/habit-repository.ts';

/** What the rules compute from. */
export function habitHistory(
  { habit, versions, pauses, days }: StoredHistory,
  timeZone: string,
): HabitHistory {
  return {
    startDay: habit.startDay,
    versions,
    pauses,
    marks: days.map((day) => ({ day })),
    archived: habit.archived,
    timeZone,
  };
}
