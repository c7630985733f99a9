import type { Schedule } from '@habit/contracts';
import { dayFromNumber, dayNumber, modulo, weekdayOfNumber } from './day.ts';
import type { Version } from './history.ts';
import type { Term } from './terms.ts';

/** The days of one unit, before anyone asks what became of it. */
export type UnitSpan = {
  version: Version;
  first: number;
  last: number;
  /** Days of the whole day, week or month of which the unit is all or a part. */
  periodDays: number;
  /** Days of the period before the habit started. They lower no requirement. */
  daysBeforeStart: number;
  /** Due days per day. */
  frequency: number;
  /** The days that the unit stands for: its own, or for a due day those up to the next one. */
  weight: number;
};

type Period = { first: number; last: number };

export function unitSpans(term: Term, today: number): UnitSpan[] {
  const { schedule, weekStart } = term.version;
  const end = Math.min(term.last, today);
  switch (schedule.kind) {
    case 'weekdays':
    case 'every-days':
      return dueDaySpans(term, schedule, end);
    case 'times-per-week':
      return periodSpans(term, schedule.times, (day) => weekOf(day, weekStart), end);
    case 'times-per-month':
      return periodSpans(term, schedule.times, monthOf, end);
  }
}

/** Every day of a week or month is due for a habit counted by those. */
export function isDueOn(schedule: Schedule, day: number): boolean {
  switch (schedule.kind) {
    case 'weekdays':
      return schedule.weekdays.includes(weekdayOfNumber(day));
    case 'every-days':
      return modulo(day - dayNumber(schedule.anchor), schedule.everyDays) === 0;
    default:
      return true;
  }
}

type DueDaySchedule = Extract<Schedule, { kind: 'weekdays' | 'every-days' }>;

function dueDaySpans(term: Term, schedule: DueDaySchedule, end: number): UnitSpan[] {
  const { version, first } = term;
  const everyDays = schedule.kind === 'every-days' ? schedule.everyDays : 1;
  const frequency = schedule.kind === 'every-days' ? 1 / everyDays : schedule.weekdays.length / 7;
  const weight = 1 / frequency;
  const firstCandidate =
    schedule.kind === 'every-days' ? first + modulo(dayNumber(schedule.anchor) - first, everyDays) : first;
  const spans: UnitSpan[] = [];
  for (let day = firstCandidate; day <= end; day += everyDays) {
    if (schedule.kind === 'weekdays' && !isDueOn(schedule, day)) continue;
    spans.push({ version, first: day, last: day, periodDays: 1, daysBeforeStart: 0, frequency, weight });
  }
  return spans;
}

function periodSpans(term: Term, times: number, periodOf: (day: number) => Period, end: number): UnitSpan[] {
  const spans: UnitSpan[] = [];
  if (term.first > end) return spans;
  for (let period = periodOf(term.first); period.first <= end; period = periodOf(period.last + 1)) {
    const first = Math.max(period.first, term.first);
    const last = Math.min(period.last, term.last);
    const periodDays = period.last - period.first + 1;
    spans.push({
      version: term.version,
      first,
      last,
      periodDays,
      daysBeforeStart: term.opening ? first - period.first : 0,
      frequency: times / periodDays,
      weight: last - first + 1,
    });
  }
  return spans;
}

function weekOf(day: number, weekStart: number): Period {
  const first = day - modulo(weekdayOfNumber(day) - weekStart, 7);
  return { first, last: first + 6 };
}

function monthOf(day: number): Period {
  const date = new Date(dayFromNumber(day));
  const first = day - date.getUTCDate() + 1;
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return { first, last: first + date.getUTCDate() - 1 };
}
