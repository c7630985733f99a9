import type { Day, Schedule, Weekday } from '@habit/contracts';

export const weekdays = (...weekdays: Weekday[]): Schedule => ({ kind: 'weekdays', weekdays });
export const daily = weekdays(1, 2, 3, 4, 5, 6, 7);
export const everyDays = (everyDays: number, anchor: Day): Schedule => ({
  kind: 'every-days',
  everyDays,
  anchor,
});
export const timesPerWeek = (times: number): Schedule => ({ kind: 'times-per-week', times });
export const timesPerMonth = (times: number): Schedule => ({ kind: 'times-per-month', times });
