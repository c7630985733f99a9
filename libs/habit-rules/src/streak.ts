import type { Schedule, StreakUnit } from '@habit/contracts';
import type { JudgedUnit } from './outcome.ts';

export function streakOf(units: readonly JudgedUnit[]): { current: number; longest: number } {
  let current = 0;
  let longest = 0;
  for (const { outcome } of units) {
    if (outcome === 'met') current += 1;
    if (outcome === 'missed') current = 0;
    if (current > longest) longest = current;
  }
  return { current, longest };
}

export function streakUnitOf(schedule: Schedule): StreakUnit {
  switch (schedule.kind) {
    case 'weekdays':
      return schedule.weekdays.length === 7 ? 'day' : 'due-day';
    case 'every-days':
      return schedule.everyDays === 1 ? 'day' : 'due-day';
    case 'times-per-week':
      return 'week';
    case 'times-per-month':
      return 'month';
  }
}
