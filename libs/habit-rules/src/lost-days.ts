import { Temporal } from 'temporal-polyfill';
import { dayNumberAt } from './day.ts';

const msPerDay = 86_400_000;

/** The dates from `first` to `last` that a zone skipped, as Samoa did when it crossed the date line. */
export function lostDays(timeZone: string, first: number, last: number): number[] {
  const lost: number[] = [];
  // A day early and late: the transition's instant in UTC may carry another date than its wall time.
  const end = (last + 2) * msPerDay;
  let at = Temporal.Instant.fromEpochMilliseconds((first - 2) * msPerDay)
    .toZonedDateTimeISO(timeZone)
    .getTimeZoneTransition('next');
  for (; at && at.epochMilliseconds < end; at = at.getTimeZoneTransition('next')) {
    const wallBefore = wallMs(at.subtract({ nanoseconds: 1 }), at.epochMilliseconds);
    const wallAfter = wallMs(at, at.epochMilliseconds);
    const firstMidnight = dayNumberAt(wallBefore + msPerDay - 1);
    for (let day = firstMidnight; (day + 1) * msPerDay <= wallAfter; day += 1) {
      if (day >= first && day <= last) lost.push(day);
    }
  }
  return lost;
}

function wallMs(zoned: Temporal.ZonedDateTime, epochMs: number): number {
  return epochMs + zoned.offsetNanoseconds / 1e6;
}
