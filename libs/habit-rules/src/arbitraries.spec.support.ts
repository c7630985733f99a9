import type { Schedule } from '@habit/contracts';
import fc from 'fast-check';
import { addDays } from './index.ts';
import type { HabitHistory, Mark, Version } from './index.ts';

export const zones = [
  'America/New_York',
  'Europe/London',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'America/St_Johns',
  'Antarctica/Troll',
];

/** Five weeks before Samoa skipped a date, so that some histories contain it. */
export const firstDay = '2011-11-25';
export const spanDays = 420;

export type ScheduleKind = Schedule['kind'];
export const scheduleKinds: ScheduleKind[] = ['weekdays', 'every-days', 'times-per-week', 'times-per-month'];

export const anyDay = (min = 0, max = spanDays) =>
  fc.integer({ min, max }).map((offset) => addDays(firstDay, offset));

export function anySchedule(kind: ScheduleKind): fc.Arbitrary<Schedule> {
  switch (kind) {
    case 'weekdays':
      return fc
        .uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
        .map((weekdays) => ({ kind, weekdays }));
    case 'every-days':
      return fc
        .tuple(fc.integer({ min: 1, max: 12 }), anyDay(-60, spanDays + 60))
        .map(([everyDays, anchor]) => ({ kind, everyDays, anchor }));
    case 'times-per-week':
      return fc.integer({ min: 1, max: 7 }).map((times) => ({ kind, times }));
    case 'times-per-month':
      return fc.integer({ min: 1, max: 28 }).map((times) => ({ kind, times }));
  }
}

export type Wanted = {
  kind?: ScheduleKind;
  direction?: 'at-least' | 'at-most';
  versions?: number;
  pauses?: number;
  skips?: boolean;
  zones?: boolean;
  freeze?: boolean;
};

const weekStart = fc.integer({ min: 1, max: 7 });
/** Tenths, whose sums are not exact in binary. */
const amount = fc.integer({ min: 0, max: 200 }).map((tenths) => tenths / 10);

export function anyVersion({ kind, direction }: Wanted = {}): fc.Arbitrary<Version> {
  return fc
    .record({
      effectiveFrom: anyDay(0, 300),
      schedule: kind ? anySchedule(kind) : fc.oneof(...scheduleKinds.map(anySchedule)),
      weekStart,
      target: fc.option(
        fc.integer({ min: 1, max: 800 }).map((tenths) => tenths / 10),
        { nil: undefined },
      ),
      direction: direction
        ? fc.constant(direction)
        : fc.constantFrom('at-least' as const, 'at-most' as const),
    })
    .map(({ target, ...version }) => (target === undefined ? version : { ...version, target }));
}

/** Two hundred marks on distinct days, most of them check-ins, some after today. */
function anyMarks(skips: boolean): fc.Arbitrary<Mark[]> {
  const what = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    { weight: 3, arbitrary: amount.map((given) => ({ amount: given })) },
    { weight: skips ? 1 : 0, arbitrary: fc.constant({ skipped: true }) },
  );
  return fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: spanDays }), { minLength: 200, maxLength: 200 }),
      fc.array(what, { minLength: 200, maxLength: 200 }),
    )
    .map(([offsets, whats]) =>
      offsets.map((offset, index) => ({ day: addDays(firstDay, offset), ...whats[index] })),
    );
}

export function anyHistory(wanted: Wanted = {}): fc.Arbitrary<HabitHistory> {
  const { kind, versions = 3, pauses = 3, skips = true } = wanted;
  const pause = fc
    .tuple(anyDay(), fc.option(fc.integer({ min: 0, max: 50 }), { freq: 6 }))
    .map(([from, length]) => ({ from, to: length === null ? null : addDays(from, length) }));
  return fc
    .record({
      startDay: anyDay(0, 120),
      first: anyVersion({ ...wanted, ...(kind ? { kind } : {}) }),
      later: fc.array(anyVersion({ direction: wanted.direction }), { maxLength: versions - 1 }),
      pauses: fc.array(pause, { maxLength: pauses }),
      marks: anyMarks(skips),
      timeZone:
        wanted.zones === false
          ? fc.constant(undefined)
          : fc.option(fc.constantFrom(...zones), { nil: undefined }),
      freeze:
        wanted.freeze === false
          ? fc.constant(undefined)
          : fc.option(
              fc.record({ every: fc.integer({ min: 1, max: 8 }), most: fc.integer({ min: 1, max: 3 }) }),
              { nil: undefined },
            ),
    })
    .map(({ first, later, timeZone, freeze, ...rest }) => ({
      ...rest,
      versions: onePerDay([{ ...first, effectiveFrom: firstDay }, ...later]),
      archived: false,
      ...(timeZone ? { timeZone } : {}),
      ...(freeze ? { freeze } : {}),
    }));
}

function onePerDay(versions: Version[]): Version[] {
  return [...new Map(versions.map((version) => [version.effectiveFrom, version])).values()];
}

/** Most often well into the history. */
export const anyToday = anyDay(250, spanDays + 40);
