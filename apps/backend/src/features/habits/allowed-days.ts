import { addDays, latestDay } from '@habit/habit-rules';
import type { Day, HabitChanges, NewHabit, Problem } from '@habit/contracts';
import { refusedField } from '../../plugins/problems.ts';

/** Nobody's habits are older, and every unit since the start is computed. */
export const earliestDay: Day = '1900-01-01';

const aheadDays = 366;

/** Why these dates of a habit are refused, if they are. */
export function refusedDates(
  { startDay, schedule }: Partial<Pick<NewHabit, 'startDay'>> & Pick<HabitChanges, 'schedule'>,
  now: Date,
): Problem | undefined {
  const last = addDays(latestDay(now.getTime()), aheadDays);
  const message = `must lie between ${earliestDay} and ${last}`;
  const isAllowed = (day: Day): boolean => day >= earliestDay && day <= last;
  if (startDay !== undefined && !isAllowed(startDay)) return refusedField('body', '/startDay', message);
  if (schedule?.kind === 'every-days' && !isAllowed(schedule.anchor)) {
    return refusedField('body', '/schedule/anchor', message);
  }
  return undefined;
}
