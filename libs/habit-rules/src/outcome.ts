import type { Outcome } from '@habit/contracts';
import type { DayRecords } from './day-records.ts';
import type { UnitSpan } from './unit-spans.ts';

/** A unit and what became of it. */
export type JudgedUnit = {
  span: UnitSpan;
  eligible: number;
  done: number;
  required: number;
  outcome: Outcome;
};

export function judge(span: UnitSpan, records: DayRecords, today: number): JudgedUnit {
  const eligible = countEligible(span, records);
  const done = sumDone(span, records);
  const required = requiredOf(span, eligible);
  const outcome = span.version.direction === 'at-most' ? judgeAtMost : judgeAtLeast;
  return { span, eligible, done, required, outcome: outcome(span, eligible, done, required, today) };
}

function countEligible({ first, last }: UnitSpan, { excused }: DayRecords): number {
  let eligible = 0;
  for (let day = first; day <= last; day += 1) if (!excused.has(day)) eligible += 1;
  return eligible;
}

function sumDone({ version, first, last }: UnitSpan, { checked }: DayRecords): number {
  let done = 0;
  for (let day = first; day <= last; day += 1) {
    const amount = checked.get(day);
    if (amount !== undefined) done += version.target === undefined ? 1 : amount;
  }
  return done;
}

/** What the whole period asks for: a sum, or a number of days. */
function goalOf({ target, schedule }: UnitSpan['version']): number {
  return target ?? ('times' in schedule ? schedule.times : 1);
}

function requiredOf({ version, periodDays, daysBeforeStart }: UnitSpan, eligible: number): number {
  if (eligible === 0) return 0;
  const share = (goalOf(version) * (eligible + daysBeforeStart)) / periodDays;
  return version.target === undefined ? Math.ceil(share) : share;
}

function judgeAtLeast(
  span: UnitSpan,
  eligible: number,
  done: number,
  required: number,
  today: number,
): Outcome {
  const bar = eligible === 0 ? goalOf(span.version) : required;
  if (!exceeds(bar, done)) return 'met';
  if (eligible === 0) return 'excused';
  return span.last >= today ? 'open' : unmet(span);
}

function judgeAtMost(span: UnitSpan, eligible: number, done: number, limit: number, today: number): Outcome {
  if (eligible === 0) return 'excused';
  if (exceeds(done, limit)) return unmet(span);
  return span.last >= today ? 'open' : 'met';
}

/** Nobody can miss a week or month that had begun before the habit did. */
function unmet({ daysBeforeStart }: UnitSpan): Outcome {
  return daysBeforeStart > 0 ? 'excused' : 'missed';
}

/** Sums of decimal amounts miss by a last digit: 0.7 + 0.1 must meet 0.8. */
function exceeds(a: number, b: number): boolean {
  return a - b > 1e-9 * Math.max(1, Math.abs(b));
}
