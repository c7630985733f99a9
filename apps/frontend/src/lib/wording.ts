import type { HabitProgress, Schedule, StreakUnit, Weekday } from '@habit/contracts';
import { weekdayName } from './day';

export function scheduleText(schedule: Schedule): string {
  switch (schedule.kind) {
    case 'weekdays':
      return weekdaysText(schedule.weekdays);
    case 'every-days':
      if (schedule.everyDays === 1) return 'Every day';
      return schedule.everyDays === 2 ? 'Every other day' : `Every ${schedule.everyDays} days`;
    case 'times-per-week':
      return schedule.times === 7 ? 'Every day of the week' : `${timesText(schedule.times)} a week`;
    case 'times-per-month':
      return `${timesText(schedule.times)} a month`;
  }
}

function weekdaysText(weekdays: Weekday[]): string {
  const days = weekdays.toSorted((a, b) => a - b);
  if (days.length === 7) return 'Every day';
  if (days.join() === '1,2,3,4,5') return 'Monday to Friday';
  if (days.join() === '6,7') return 'Weekends';
  if (days.length === 1) return `Every ${weekdayName(days[0] ?? 1)}`;
  if (days.length === 6) {
    const left = [1, 2, 3, 4, 5, 6, 7].find((day) => !days.includes(day)) ?? 7;
    return `Every day but ${weekdayName(left)}`;
  }
  return listed(days.map((day) => weekdayName(day).slice(0, 3)));
}

const timesText = (times: number) => (times === 1 ? 'Once' : times === 2 ? 'Twice' : `${times} times`);

const listed = (words: string[]) => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);

const unitWords: Record<StreakUnit, [one: string, many: string]> = {
  day: ['day', 'days'],
  'due-day': ['due day', 'due days'],
  week: ['week', 'weeks'],
  month: ['month', 'months'],
};

/** "1 week", "12 due days": a streak always names what it counts. */
export function countText(count: number, unit: StreakUnit): string {
  const [one, many] = unitWords[unit];
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

export const percentText = (share: number) => `${Math.round(share * 100)}%`;

/** "2 of 3 this week" or "4 this week, goal met", for habits that are counted by the week or month. */
export function unitText({ unit, streak }: HabitProgress): string | undefined {
  if (!unit || (streak.unit !== 'week' && streak.unit !== 'month')) return undefined;
  if (unit.done >= unit.required) return `${unit.done} this ${streak.unit}, goal met`;
  return `${unit.done} of ${unit.required} this ${streak.unit}`;
}
