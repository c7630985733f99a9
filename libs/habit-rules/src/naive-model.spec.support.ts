import type { Day, Outcome } from '@habit/contracts';
import { Temporal } from 'temporal-polyfill';
import type { HabitHistory, Version } from './index.ts';

/**
 * A second, slow reading of the law to compare with: calendar objects, every day looked at on its own, every
 * question answered by searching lists again. It shares no code with the rules.
 */
export type NaiveUnit = { from: Day; to: Day; done: number; required: number; outcome: Outcome };

export type NaiveProgress = {
  units: NaiveUnit[];
  current: number;
  longest: number;
  strength: number;
  rate: number | null;
};

type Weighed = NaiveUnit & { perDay: number; length: number; version: Version };

export function naiveProgress(history: HabitHistory, today: Day): NaiveProgress {
  const units = bridge(
    groupsOf(history, today).map((group) => weigh(history, group, today)),
    history.freeze,
  );
  const outcomes = units.map(({ outcome }) => outcome);
  const metFrom = (list: Outcome[]) => {
    const end = list.indexOf('missed');
    return (end < 0 ? list : list.slice(0, end)).filter((outcome) => outcome === 'met').length;
  };
  const judged = outcomes.filter((outcome) => ['met', 'missed', 'frozen'].includes(outcome));
  return {
    units: units.map(({ from, to, done, required, outcome }) => ({ from, to, done, required, outcome })),
    current: metFrom(outcomes.toReversed()),
    longest: Math.max(0, ...outcomes.map((_, index) => metFrom(outcomes.slice(index)))),
    strength: strength(units),
    rate: judged.length === 0 ? null : judged.filter((outcome) => outcome === 'met').length / judged.length,
  };
}

const plain = (day: Day) => Temporal.PlainDate.from(day);
const plus = (day: Day, count: number) => plain(day).add({ days: count }).toString();

const isCheckIn = (mark: HabitHistory['marks'][number]) => !mark.skipped && mark.amount !== 0;

function startOf({ startDay, marks }: HabitHistory): Day {
  return [startDay, ...marks.filter(isCheckIn).map(({ day }) => day)].sort()[0]!;
}

function versionOn({ versions }: HabitHistory, day: Day): Version {
  const inOrder = [...versions].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
  return inOrder.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? inOrder[0]!;
}

function isDue({ schedule }: Version, day: Day): boolean {
  if (schedule.kind === 'weekdays') return schedule.weekdays.includes(plain(day).dayOfWeek);
  if (schedule.kind !== 'every-days') return true;
  return plain(schedule.anchor).until(plain(day), { largestUnit: 'day' }).days % schedule.everyDays === 0;
}

/** First day of the week or month; a due day stands alone. */
function periodStart({ schedule, weekStart }: Version, day: Day): Day {
  if (schedule.kind === 'times-per-month') return `${day.slice(0, 7)}-01`;
  if (schedule.kind !== 'times-per-week') return day;
  return plain(day).dayOfWeek === weekStart
    ? day
    : periodStart({ schedule, weekStart } as Version, plus(day, -1));
}

function periodLength({ schedule }: Version, day: Day): number {
  if (schedule.kind === 'times-per-month') return plain(day).daysInMonth;
  return schedule.kind === 'times-per-week' ? 7 : 1;
}

/** Days of one unit: neighbours with the same version and the same period. */
function groupsOf(history: HabitHistory, today: Day): Day[][] {
  const groups = new Map<string, Day[]>();
  for (let day = startOf(history); day <= plus(today, 31); day = plus(day, 1)) {
    const version = versionOn(history, day);
    if (!isDue(version, day)) continue;
    const key = `${version.effectiveFrom} ${periodStart(version, day)}`;
    groups.set(key, [...(groups.get(key) ?? []), day]);
  }
  return [...groups.values()].filter(([first]) => first! <= today);
}

function isExcused(history: HabitHistory, day: Day): boolean {
  const marks = history.marks.filter((mark) => mark.day === day);
  const isPaused = history.pauses.some(({ from, to }) => day >= from && day <= (to ?? day));
  const isSkipped = marks.some(({ skipped }) => skipped) && !marks.some(isCheckIn);
  return isPaused || isSkipped || (history.timeZone !== undefined && !existed(day, history.timeZone));
}

function existed(day: Day, timeZone: string): boolean {
  const noon = plain(day).toZonedDateTime({ timeZone, plainTime: '12:00' });
  return noon.toPlainDate().toString() === day;
}

function weigh(history: HabitHistory, group: Day[], today: Day): Weighed {
  const [from, to] = [group[0]!, group.at(-1)!];
  const version = versionOn(history, from);
  const { schedule, target, direction } = version;
  const wholeDays = periodLength(version, from);
  const goal = target ?? ('times' in schedule ? schedule.times : 1);
  const eligible = group.filter((day) => !isExcused(history, day)).length;
  const start = startOf(history);
  const startedInside = from === start && versionOn(history, start) === version;
  const opening =
    startedInside && periodStart(version, from) < from
      ? plain(periodStart(version, from)).until(plain(from), { largestUnit: 'day' }).days
      : 0;
  const checked = group.flatMap((day) => history.marks.filter((mark) => mark.day === day && isCheckIn(mark)));
  const done =
    target === undefined ? checked.length : checked.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  const required = eligible === 0 ? 0 : share(goal, eligible + opening, wholeDays, target === undefined);
  const unmet = opening > 0 ? 'excused' : 'missed';
  const isOpen = to >= today;
  const atLeast = (): Outcome => {
    if (eligible === 0) return reaches(done, goal) ? 'met' : 'excused';
    return reaches(done, required) ? 'met' : isOpen ? 'open' : unmet;
  };
  const atMost = (): Outcome => {
    if (eligible === 0) return 'excused';
    return !reaches(required, done) ? unmet : isOpen ? 'open' : 'met';
  };
  const perDay =
    schedule.kind === 'weekdays'
      ? schedule.weekdays.length / 7
      : schedule.kind === 'every-days'
        ? 1 / schedule.everyDays
        : schedule.times / wholeDays;
  return {
    from,
    to,
    done,
    required,
    outcome: direction === 'at-most' ? atMost() : atLeast(),
    perDay,
    length: 'times' in schedule ? group.length : 1 / perDay,
    version,
  };
}

function share(goal: number, eligible: number, wholeDays: number, isCount: boolean): number {
  if (!isCount) return (goal * eligible) / wholeDays;
  let required = 0;
  while (required < goal && required * wholeDays < goal * eligible) required += 1;
  return required;
}

const reaches = (sum: number, bar: number) => Number(sum.toFixed(6)) >= Number(bar.toFixed(6));

/** Each miss asks again what the run before it has earned and spent. */
function bridge(units: Weighed[], freeze: HabitHistory['freeze']): Weighed[] {
  if (!freeze) return units;
  const result: Weighed[] = [];
  for (const unit of units) {
    const broken = result.findLastIndex(({ outcome }) => outcome === 'missed');
    const credit = result.slice(broken + 1).reduce((points, { outcome }) => {
      if (outcome === 'met') return Math.min(points + 1, freeze.every * freeze.most);
      return outcome === 'frozen' ? points - freeze.every : points;
    }, 0);
    const frozen = unit.outcome === 'missed' && credit >= freeze.every;
    result.push(frozen ? { ...unit, outcome: 'frozen' } : unit);
  }
  return result;
}

/** The closed form of R10: what each unit gave, faded by every later one. */
function strength(units: Weighed[]): number {
  const counted = units.filter(({ outcome }) => outcome !== 'open' && outcome !== 'excused');
  const fade = ({ perDay, length }: Weighed) => Math.pow(0.5, Math.sqrt(perDay) / 13) ** length;
  const worth = ({ done, required, version }: Weighed) => {
    if (version.direction !== 'at-most') return required === 0 ? 1 : Math.min(1, done / required);
    return Math.min(1, Math.max(0, 1 - (done - required) / required));
  };
  return counted.reduce(
    (sum, unit, index) =>
      sum +
      worth(unit) *
        (1 - fade(unit)) *
        counted.slice(index + 1).reduce((faded, later) => faded * fade(later), 1),
    0,
  );
}
