import type { HabitProgress } from '@habit/contracts';
import fc from 'fast-check';
import { addDays, daysBetween, habitProgress, unitsOf } from './index.ts';
import type { HabitHistory, Mark } from './index.ts';
import { anyDay, anyHistory, anyToday, anyVersion, firstDay, spanDays } from './arbitraries.spec.support.ts';

const numRuns = 150;

function always<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, check), { numRuns });
}

const anyCase = fc.record({ history: anyHistory(), today: anyToday });
const atLeastCase = fc.record({ history: anyHistory({ direction: 'at-least' }), today: anyToday });

describe('the rules', () => {
  it('P2: keep strength between 0 and 1', () => {
    always(anyCase, ({ history, today }) => {
      const { strength } = habitProgress(history, today);
      expect(strength).toBeGreaterThanOrEqual(0);
      expect(strength).toBeLessThanOrEqual(1);
    });
  });

  it('P3: never let the current streak pass the longest', () => {
    always(anyCase, ({ history, today }) => {
      const { streak } = habitProgress(history, today);
      expect(streak.current).toBeLessThanOrEqual(streak.longest);
    });
  });

  it('P4: do not depend on the order of any list', () => {
    const shuffled = anyCase.chain(({ history, today }) =>
      fc.record({
        history: fc.constant(history),
        today: fc.constant(today),
        marks: anOrderOf(history.marks),
        pauses: anOrderOf(history.pauses),
        versions: anOrderOf(history.versions),
      }),
    );
    always(shuffled, ({ history, today, ...reordered }) => {
      expect(answers({ ...history, ...reordered }, today)).toEqual(answers(history, today));
    });
  });

  it('P5: change nothing while a habit is paused', () => {
    const paused = fc.record({
      history: anyHistory(),
      today: anyToday,
      length: fc.integer({ min: 1, max: 90 }),
    });
    always(paused, ({ history, today, length }) => {
      const versions = history.versions.filter(({ effectiveFrom }) => effectiveFrom <= today);
      const lastDay = unitsOf({ ...history, versions }, today).at(-1)?.to ?? today;
      const beforePause = {
        ...history,
        versions,
        marks: history.marks.filter(({ day }) => day <= lastDay),
        pauses: [...history.pauses, { from: addDays(lastDay, 1), to: null }],
      };
      const atFirst = habitProgress(beforePause, addDays(lastDay, 1));
      const later = habitProgress(beforePause, addDays(lastDay, length));
      expect(standing(later)).toEqual(standing(atFirst));
    });
  });

  it('P5: go on after a pause as if it had not been', () => {
    const cases = (['weekdays', 'every-days', 'times-per-week'] as const).map((kind) =>
      fc.record({
        history: anyHistory({ kind, versions: 1, pauses: 0, zones: false }),
        today: anyToday,
        at: fc.nat(),
        rounds: fc.integer({ min: 1, max: 5 }),
      }),
    );
    always(fc.oneof(...cases), ({ history, today, at, rounds }) => {
      // The first unit may begin inside a week, which a pause would then cut.
      const units = unitsOf(history, today).slice(1);
      fc.pre(units.length > 0);
      const pauseFrom = units[at % units.length]!.from;
      const { schedule } = history.versions[0]!;
      // Whole weeks and whole rounds, so that the schedule names the same days after it.
      const length = 7 * rounds * (schedule.kind === 'every-days' ? schedule.everyDays : 1);
      const moved = {
        ...history,
        marks: history.marks.map((mark) =>
          mark.day < pauseFrom ? mark : { ...mark, day: addDays(mark.day, length) },
        ),
        pauses: [{ from: pauseFrom, to: addDays(pauseFrom, length - 1) }],
      };
      const withPause = habitProgress(moved, addDays(today, length));
      const without = habitProgress(history, today);
      expect(withPause.streak).toEqual(without.streak);
      expect(withPause.rate).toEqual(without.rate);
      expect(withPause.strength).toBeCloseTo(without.strength, 12);
    });
  });

  it('P6: never lower streaks or strength for a backfill', () => {
    const backfilled = fc.record({
      history: anyHistory({ direction: 'at-least' }),
      today: anyToday,
      day: anyDay(-60, 250),
    });
    always(backfilled, ({ history, today, day }) => {
      fc.pre(history.marks.every((mark) => mark.day !== day));
      const after = { ...history, marks: [...history.marks, { day, amount: 3.5 }] };
      expectNoLess(habitProgress(after, today), habitProgress(history, today));
    });
  });

  it('P7: never lower streaks or strength for a skip instead of a blank', () => {
    const skipped = fc.record({
      history: anyHistory({ direction: 'at-least', zones: false }).map(withoutCheckInsOnPausedDays),
      today: anyToday,
      day: anyDay(-60, spanDays),
    });
    always(skipped, ({ history, today, day }) => {
      fc.pre(history.marks.every((mark) => mark.day !== day));
      const after = { ...history, marks: [...history.marks, { day, skipped: true }] };
      expectNoLess(habitProgress(after, today), habitProgress(history, today));
    });
  });

  it('P8: leave units that were closed before a change of schedule as they were', () => {
    const changed = fc.record({ history: anyHistory(), today: anyToday, version: anyVersion() });
    always(changed, ({ history, today, version }) => {
      fc.pre(version.effectiveFrom > firstDay);
      const closed = unitsOf(history, today).filter(({ to }) => to < version.effectiveFrom);
      const after = unitsOf({ ...history, versions: [...history.versions, version] }, today);
      expect(after.slice(0, closed.length)).toEqual(closed);
    });
  });

  it('P9: never call an open at-least unit missed', () => {
    always(atLeastCase, ({ history, today }) => {
      const open = unitsOf(history, today).filter(({ to }) => to >= today);
      expect(open.map(({ outcome }) => outcome)).not.toContain('missed');
      expect(open.map(({ outcome }) => outcome)).not.toContain('frozen');
    });
  });

  it('P10: never call an at-most unit met before it is closed', () => {
    const atMostCase = fc.record({ history: anyHistory({ direction: 'at-most' }), today: anyToday });
    always(atMostCase, ({ history, today }) => {
      const open = unitsOf(history, today).filter(({ to }) => to >= today);
      expect(open.map(({ outcome }) => outcome)).not.toContain('met');
    });
  });

  it('P11: count what is said twice once, and leave what they are given alone', () => {
    always(anyCase, ({ history, today }) => {
      const twice = {
        ...history,
        marks: [...history.marks, ...history.marks],
        pauses: [...history.pauses, ...history.pauses],
        versions: [...history.versions, ...history.versions],
      };
      const before = structuredClone(history);
      expect(answers(twice, today)).toEqual(answers(history, today));
      expect(history).toEqual(before);
    });
  });

  it('P12: keep the outcome of every closed unit as time passes', () => {
    const later = fc.record({
      history: anyHistory(),
      today: anyToday,
      days: fc.integer({ min: 1, max: 120 }),
    });
    always(later, ({ history, today, days }) => {
      const closed = unitsOf(history, today).filter(({ to }) => to < today);
      expect(unitsOf(history, addDays(today, days)).slice(0, closed.length)).toEqual(closed);
    });
  });

  it('cover every habit day with at most one unit, in order', () => {
    always(anyCase, ({ history, today }) => {
      const units = unitsOf(history, today);
      units.forEach(({ from, to }, index) => {
        expect(from <= to && from <= today).toBe(true);
        if (index > 0) expect(daysBetween(units[index - 1]!.to, from)).toBeGreaterThan(0);
      });
    });
  });
});

function answers(history: HabitHistory, today: string) {
  return { progress: habitProgress(history, today), units: unitsOf(history, today) };
}

function standing({ streak, strength, rate }: HabitProgress) {
  return { streak, strength, rate };
}

function expectNoLess(after: HabitProgress, before: HabitProgress): void {
  expect(after.streak.current).toBeGreaterThanOrEqual(before.streak.current);
  expect(after.streak.longest).toBeGreaterThanOrEqual(before.streak.longest);
  expect(after.strength).toBeGreaterThanOrEqual(before.strength - 1e-12);
}

function anOrderOf<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length });
}

/** Skipping the last day that counts of a unit that was met on paused days alone leaves it excused. */
function withoutCheckInsOnPausedDays(history: HabitHistory): HabitHistory {
  const isPaused = ({ day }: Mark) =>
    history.pauses.some(({ from, to }) => from <= day && (to === null || day <= to));
  return { ...history, marks: history.marks.filter((mark) => !isPaused(mark)) };
}
