import type { Day, UnitProgress } from '@habit/contracts';
import { dayFromNumber, dayNumber } from './day.ts';
import { readDays } from './day-records.ts';
import type { DayRecords } from './day-records.ts';
import { freezeMisses } from './freeze.ts';
import type { HabitHistory, Version } from './history.ts';
import { judge } from './outcome.ts';
import type { JudgedUnit } from './outcome.ts';
import { termsOf } from './terms.ts';
import type { Term } from './terms.ts';
import { unitSpans } from './unit-spans.ts';

/** One due day, or one week or month, or the part of it under one version. */
export type Unit = UnitProgress & { eligible: number };

export type JudgedHistory = {
  records: DayRecords;
  terms: Term[];
  newest: Version;
  units: JudgedUnit[];
  /** The last day that can begin a unit. */
  end: number;
};

const longestPeriod = 31;

export function unitsOf(history: HabitHistory, today: Day): Unit[] {
  const { units } = judgeHistory(history, dayNumber(today));
  return units.map((unit) => ({ ...toUnitProgress(unit), eligible: unit.eligible }));
}

export function toUnitProgress({ span, done, required, outcome }: JudgedUnit): UnitProgress {
  return { from: dayFromNumber(span.first), to: dayFromNumber(span.last), done, required, outcome };
}

/** The units from the start to the one that contains today, oldest first. */
export function judgeHistory(history: HabitHistory, today: number): JudgedHistory {
  const records = readDays(history, today + longestPeriod);
  const terms = termsOf(history.versions, records.start);
  const end = lastDayOf(history, today);
  const units = terms.flatMap((term) => unitSpans(term, end)).map((span) => judge(span, records, today));
  return { records, terms, newest: terms.at(-1)!.version, units: freezeMisses(units, history.freeze), end };
}

/** Today, or the day on which the habit was archived. */
function lastDayOf({ archived, pauses }: HabitHistory, today: number): number {
  if (!archived) return today;
  const openPauses = pauses.filter(({ to }) => to === null).map(({ from }) => dayNumber(from));
  return openPauses.length === 0 ? today : Math.min(today, Math.max(...openPauses));
}
