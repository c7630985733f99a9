import type { Day, Weekday } from '@habit/contracts';

/** Days are dates without a time, so they are counted and written in UTC wherever this runs. */
const atMidnight = (day: Day) => new Date(`${day}T00:00:00Z`);

const written = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });

const long = written({ weekday: 'long', day: 'numeric', month: 'long' });
const longWithYear = written({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const short = written({ day: 'numeric', month: 'long', year: 'numeric' });
const month = written({ month: 'short' });

/** Tuesday 3 March */
export const longDay = (day: Day) => long.format(atMidnight(day)).replace(',', '');
/** Tuesday 3 March 2026 */
export const fullDay = (day: Day) => longWithYear.format(atMidnight(day)).replace(',', '');
/** 3 March 2026 */
export const shortDay = (day: Day) => short.format(atMidnight(day));
/** Mar */
export const monthName = (day: Day) => month.format(atMidnight(day));

export function addDays(day: Day, count: number): Day {
  const date = atMidnight(day);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** ISO 8601: Monday is 1, Sunday is 7. */
export const weekdayOf = (day: Day): Weekday => atMidnight(day).getUTCDay() || 7;

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const weekdayName = (weekday: Weekday) => weekdayNames[weekday - 1] ?? '';
export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The seven weekdays in the order of a week that begins with `first`. */
export const weekFrom = (first: Weekday): Weekday[] => weekdays.map((_, i) => ((first - 1 + i) % 7) + 1);

/** A date, and how near it is; for labels that speak of one day. */
export function spokenDay(day: Day, today: Day): string {
  if (day === today) return `${longDay(day)}, today`;
  if (day === addDays(today, -1)) return `${longDay(day)}, yesterday`;
  return longDay(day);
}

/** 90 is 01:30. */
export function clockOf(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** 01:30 is 90; undefined when it is no time of day. */
export function minuteOf(clock: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)(?::\d\d)?$/.exec(clock) ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : undefined;
}

export function greeting(now: Date, timeZone: string): string {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now),
  );
  if (hour < 5) return 'Still up';
  if (hour < 12) return 'Good morning';
  if (hour < 18) return 'Good afternoon';
  return 'Good evening';
}
