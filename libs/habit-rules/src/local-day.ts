import type { Day } from '@habit/contracts';
import { Temporal } from 'temporal-polyfill';
import { dayFromNumber, dayNumberAt } from './day.ts';

const earliestOffsetMs = 14 * 3_600_000;

type Where = { timeZone: string; dayStartMinute: number };

/** The latest day whose start is not after `now`, so that it never steps back when clocks do. */
export function localDay(now: number, where: Where): Day {
  const wallDay = Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(where.timeZone)
    .toPlainDate();
  // Clocks set back over midnight show yesterday's date again after the new day has begun.
  let day = wallDay.add({ days: 1 });
  while (startOf(day, where) > now) day = day.subtract({ days: 1 });
  return day.toString();
}

/** Today where days begin first, at UTC+14: no one on Earth is further. */
export function latestDay(now: number): Day {
  return dayFromNumber(dayNumberAt(now + earliestOffsetMs));
}

/** Whether it is an IANA name; a bare offset such as `+02:00` is not. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Temporal.ZonedDateTime(0n, name);
    return true;
  } catch {
    return false;
  }
}

function startOf(day: Temporal.PlainDate, { timeZone, dayStartMinute }: Where): number {
  const time = { hour: Math.floor(dayStartMinute / 60), minute: dayStartMinute % 60 };
  return day.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' })
    .epochMilliseconds;
}
