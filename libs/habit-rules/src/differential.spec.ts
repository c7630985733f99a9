import fc from 'fast-check';
import { habitProgress, unitsOf } from './index.ts';
import { anyHistory, anyToday, scheduleKinds } from './arbitraries.spec.support.ts';
import { naiveProgress } from './naive-model.spec.support.ts';

describe.each(scheduleKinds)('a random history of 200 marks, %s', (kind) => {
  it.each([
    ['one version', anyHistory({ kind, versions: 1, skips: false, pauses: 0, freeze: false })],
    ['changes, skips, pauses, zones and freezes', anyHistory({ kind })],
  ])('has the same units, streaks, strength and rate as the naive model: %s', (_, histories) => {
    fc.assert(
      fc.property(histories, anyToday, (history, today) => {
        const expected = naiveProgress(history, today);
        const units = unitsOf(history, today);
        expect(units.map(({ from, to, outcome }) => ({ from, to, outcome }))).toEqual(
          expected.units.map(({ from, to, outcome }) => ({ from, to, outcome })),
        );
        units.forEach(({ done, required }, index) => {
          expect(done).toBeCloseTo(expected.units[index]!.done, 9);
          expect(required).toBeCloseTo(expected.units[index]!.required, 9);
        });
        const progress = habitProgress(history, today);
        expect(progress.streak).toMatchObject({ current: expected.current, longest: expected.longest });
        expect(progress.strength).toBeCloseTo(expected.strength, 9);
        expect(progress.rate).toEqual(expected.rate);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
