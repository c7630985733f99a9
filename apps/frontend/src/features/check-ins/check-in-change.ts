import type { Day, HabitId } from '@habit/contracts';

/** What one press of a day's button asks for. */
export type CheckInChange = { habitId: HabitId; day: Day; done: boolean };

/** As a button's value, so that one form can hold a button for every day: `2026-03-04 done`. */
export const changeValue = (day: Day, done: boolean) => `${day} ${done ? 'done' : 'undone'}`;

export function readCheckInChange(form: FormData): CheckInChange | undefined {
  const habitId = form.get('habitId');
  const change = form.get('change');
  if (typeof habitId !== 'string' || typeof change !== 'string') return undefined;
  const [, day, wanted] = /^(\d{4}-\d{2}-\d{2}) (done|undone)$/.exec(change) ?? [];
  return day ? { habitId, day, done: wanted === 'done' } : undefined;
}
