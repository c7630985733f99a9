import { addDays, daysBetween, habitProgress, heatmap, unitsOf, weekdayOf } from './index.ts';
import type { HabitHistory } from './index.ts';
import {
  amounts,
  checkIns,
  days,
  everyDay,
  history,
  monday,
  monthly,
  skips,
  weekly,
} from './histories.spec.support.ts';

const outcomes = (habit: HabitHistory, today: string) => unitsOf(habit, today).map(({ outcome }) => outcome);
const sunday = addDays(monday, 6);
const week = days(monday, 7);

describe('days', () => {
  it('are counted over month ends and leap years', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
    expect(daysBetween('2026-03-04', '2026-03-02')).toBe(-2);
    expect(weekdayOf('2026-03-02')).toBe(1);
    expect(weekdayOf('1969-12-28')).toBe(7);
  });
});

describe('R1: a date that never existed', () => {
  it('is excused, so that Samoa’s leap over 30 December 2011 breaks no streak', () => {
    const samoa = history({
      startDay: '2011-12-28',
      effectiveFrom: '2011-12-28',
      marks: checkIns('2011-12-28', '2011-12-29', '2011-12-31'),
      timeZone: 'Pacific/Apia',
    });
    expect(outcomes(samoa, '2011-12-31')).toEqual(['met', 'met', 'excused', 'met']);
    expect(habitProgress(samoa, '2011-12-31').streak).toEqual({ current: 3, longest: 3, unit: 'day' });
    expect(outcomes({ ...samoa, timeZone: 'Asia/Kolkata' }, '2011-12-31')[2]).toBe('missed');
  });
});

describe('R2: one check-in per day', () => {
  it('counts a day once, and prefers the check-in to a skip', () => {
    const twice = history({ marks: [...checkIns(monday, monday), ...skips(monday)], schedule: weekly(7) });
    expect(unitsOf(twice, monday)[0]).toMatchObject({ eligible: 7, done: 1, required: 7, outcome: 'open' });
    expect(habitProgress(twice, monday).checkIns).toBe(1);
  });

  it('takes the larger of two amounts, whichever comes first', () => {
    const [small, large] = [amounts(2, monday), amounts(9, monday)];
    for (const marks of [
      [...small, ...large],
      [...large, ...small],
    ]) {
      expect(unitsOf(history({ target: 10, marks }), monday)[0]!.done).toBe(9);
    }
  });

  it('takes an amount of 0 for no check-in', () => {
    expect(habitProgress(history({ marks: amounts(0, monday) }), monday)).toMatchObject({
      done: false,
      checkIns: 0,
    });
  });
});

describe('R3: versions', () => {
  it('do not split a month when only the beginning of the week changes', () => {
    const versions = [
      { effectiveFrom: '2026-03-01', schedule: monthly(4), weekStart: 1 },
      { effectiveFrom: '2026-03-16', schedule: monthly(4), weekStart: 7 },
    ];
    const marks = checkIns('2026-03-02', '2026-03-03', '2026-03-05', '2026-03-09');
    expect(unitsOf(history({ startDay: '2026-03-01', versions, marks }), '2026-03-20')).toMatchObject([
      { from: '2026-03-01', to: '2026-03-31', done: 4, outcome: 'met' },
    ]);
  });

  const changedOnThursday = history({
    versions: [
      { effectiveFrom: monday, schedule: weekly(3), weekStart: 1 },
      { effectiveFrom: addDays(monday, 10), schedule: everyDay, weekStart: 1 },
    ],
    marks: checkIns(monday, addDays(monday, 1), addDays(monday, 2), addDays(monday, 7), addDays(monday, 8)),
  });

  it('split the period in which they change, and leave closed units alone', () => {
    expect(unitsOf(changedOnThursday, addDays(monday, 10))).toEqual([
      { from: monday, to: sunday, eligible: 7, done: 3, required: 3, outcome: 'met' },
      { from: addDays(monday, 7), to: addDays(monday, 9), eligible: 3, done: 2, required: 2, outcome: 'met' },
      {
        from: addDays(monday, 10),
        to: addDays(monday, 10),
        eligible: 1,
        done: 0,
        required: 1,
        outcome: 'open',
      },
    ]);
  });

  it('name the streak by the newest one', () => {
    expect(habitProgress(changedOnThursday, addDays(monday, 10)).streak).toEqual({
      current: 2,
      longest: 2,
      unit: 'day',
    });
  });

  it('do not split a period when the change was taken back', () => {
    const { versions } = history({ schedule: weekly(3) });
    const again = { ...versions[0]!, effectiveFrom: addDays(monday, 3) };
    const same = history({ versions: [...versions, again] });
    expect(unitsOf(same, sunday)).toEqual(unitsOf(history({ schedule: weekly(3) }), sunday));
  });

  it('move the weeks with their first day', () => {
    const sundayWeeks = history({
      versions: [
        { effectiveFrom: monday, schedule: weekly(7), weekStart: 1 },
        { effectiveFrom: addDays(monday, 7), schedule: weekly(7), weekStart: 7 },
      ],
    });
    expect(unitsOf(sundayWeeks, addDays(monday, 14)).map(({ from, required }) => [from, required])).toEqual([
      [monday, 7],
      [addDays(monday, 7), 6],
      [addDays(monday, 13), 7],
    ]);
  });

  it('hold from the earliest back to a start before it', () => {
    expect(unitsOf(history({ startDay: addDays(monday, -2) }), monday)).toHaveLength(3);
  });

  it('must be one at least', () => {
    expect(() => unitsOf(history({ versions: [] }), monday)).toThrow('needs at least one version');
  });
});

describe('R4: units', () => {
  it('are the named weekdays', () => {
    const twiceAWeek = history({ schedule: { kind: 'weekdays', weekdays: [2, 6] } });
    expect(unitsOf(twiceAWeek, sunday).map(({ from }) => weekdayOf(from))).toEqual([2, 6]);
    expect(habitProgress(twiceAWeek, sunday).streak.unit).toBe('due-day');
  });

  it('are every third day from the anchor, before it too', () => {
    const everyThird = history({
      schedule: { kind: 'every-days', everyDays: 3, anchor: addDays(monday, 4) },
    });
    expect(unitsOf(everyThird, addDays(monday, 8)).map(({ from }) => daysBetween(monday, from))).toEqual([
      1, 4, 7,
    ]);
  });

  it('are whole weeks, in which distinct days count', () => {
    const thrice = history({ schedule: weekly(3), marks: checkIns(...days(monday, 4)) });
    expect(unitsOf(thrice, addDays(monday, 3))).toEqual([
      { from: monday, to: sunday, eligible: 7, done: 4, required: 3, outcome: 'met' },
    ]);
  });

  it('are calendar months', () => {
    const tenTimes = history({ startDay: '2024-01-01', effectiveFrom: '2024-01-01', schedule: monthly(10) });
    expect(unitsOf(tenTimes, '2024-03-05').map(({ from, to }) => [from, to])).toEqual([
      ['2024-01-01', '2024-01-31'],
      ['2024-02-01', '2024-02-29'],
      ['2024-03-01', '2024-03-31'],
    ]);
  });

  it('sum a measured habit', () => {
    const pages = history({ schedule: weekly(1), target: 70, marks: amounts(12.5, ...days(monday, 4)) });
    expect(unitsOf(pages, monday)[0]).toMatchObject({ done: 50, required: 70, outcome: 'open' });
  });

  it('meet 0.8 with 0.7 and 0.1, whose binary sum is less', () => {
    const marks = [...amounts(0.7, monday), ...amounts(0.1, addDays(monday, 1))];
    expect(outcomes(history({ schedule: weekly(1), target: 0.8, marks }), monday)).toEqual(['met']);
  });
});

describe('R5: required', () => {
  it('is met by 3 of 6 a week when 4 days are skipped', () => {
    const marks = [...checkIns(...days(monday, 3)), ...skips(...days(addDays(monday, 3), 4))];
    expect(unitsOf(history({ schedule: weekly(6), marks }), sunday)).toEqual([
      { from: monday, to: sunday, eligible: 3, done: 3, required: 3, outcome: 'met' },
    ]);
  });

  it('prorates a measured target without rounding', () => {
    const measured = history({ schedule: weekly(1), target: 10, marks: skips(monday, addDays(monday, 1)) });
    expect(unitsOf(measured, monday)[0]!.required).toBeCloseTo(50 / 7, 12);
  });

  it('excuses a unit without eligible days, unless it is fully met', () => {
    const pauses = [{ from: monday, to: sunday }];
    const paused = (count: number) =>
      history({ schedule: weekly(3), pauses, marks: checkIns(...days(monday, count)) });
    expect(outcomes(paused(2), sunday)).toEqual(['excused']);
    expect(outcomes(paused(3), sunday)).toEqual(['met']);
  });
});

describe('R6: outcome', () => {
  it('is met at once, open until today has passed, then missed', () => {
    const marks = checkIns(monday);
    expect(outcomes(history({ marks }), addDays(monday, 2))).toEqual(['met', 'missed', 'open']);
  });

  it('of an at-most week of 4 that was done 7 times is missed every week', () => {
    const marks = checkIns(...days(monday, 21));
    const habit = history({ schedule: weekly(4), direction: 'at-most', marks });
    expect(outcomes(habit, addDays(monday, 20))).toEqual(['missed', 'missed', 'missed']);
    expect(habitProgress(habit, addDays(monday, 20)).streak.current).toBe(0);
  });

  it('of an at-most unit is missed at once when exceeded, and met only when it is closed', () => {
    const cigarettes = (amount: number) =>
      history({ direction: 'at-most', target: 5, marks: amounts(amount, monday) });
    expect(outcomes(cigarettes(6), monday)).toEqual(['missed']);
    expect(outcomes(cigarettes(5), monday)).toEqual(['open']);
    expect(outcomes(cigarettes(5), addDays(monday, 1))).toEqual(['met', 'open']);
    expect(outcomes(history({ direction: 'at-most', target: 5 }), addDays(monday, 1))).toEqual([
      'met',
      'open',
    ]);
  });

  it('prorates the limit of an at-most week', () => {
    const marks = [...skips(...days(monday, 3)), ...amounts(10, ...days(addDays(monday, 3), 4))];
    const habit = history({ schedule: weekly(1), target: 63, direction: 'at-most', marks });
    expect(unitsOf(habit, sunday)[0]).toMatchObject({ required: 36, done: 40, outcome: 'missed' });
  });

  it('of a first week that had begun before the habit is never missed', () => {
    const thursday = addDays(monday, 3);
    const started = (count: number) =>
      history({ startDay: thursday, schedule: weekly(3), marks: checkIns(...days(thursday, count)) });
    expect(unitsOf(started(2), addDays(monday, 7))[0]).toEqual({
      from: thursday,
      to: sunday,
      eligible: 4,
      done: 2,
      required: 3,
      outcome: 'excused',
    });
    expect(outcomes(started(3), thursday)).toEqual(['met']);
  });
});

describe('R7: streak', () => {
  it('counts met units back to the first missed; an open one does not break it', () => {
    const marks = checkIns(
      monday,
      addDays(monday, 1),
      addDays(monday, 3),
      addDays(monday, 4),
      addDays(monday, 5),
    );
    expect(habitProgress(history({ marks }), sunday).streak).toEqual({ current: 3, longest: 3, unit: 'day' });
    expect(habitProgress(history({ marks }), addDays(sunday, 1)).streak).toEqual({
      current: 0,
      longest: 3,
      unit: 'day',
    });
  });

  it('is counted in weeks for a weekly habit', () => {
    const marks = checkIns(...days(monday, 28));
    expect(habitProgress(history({ schedule: weekly(2), marks }), addDays(monday, 27)).streak).toEqual({
      current: 4,
      longest: 4,
      unit: 'week',
    });
  });

  it('is 3 for at least 70 a week at 10 a day for three weeks', () => {
    const marks = amounts(10, ...days(monday, 21));
    const habit = history({ schedule: weekly(1), target: 70, marks });
    expect(habitProgress(habit, addDays(monday, 20)).streak).toMatchObject({ current: 3, longest: 3 });
  });

  it('is kept by a skip inside a measured run', () => {
    const marks = [
      ...amounts(10, ...days(monday, 3)),
      ...skips(addDays(monday, 3)),
      ...amounts(10, addDays(monday, 4)),
    ];
    const habit = history({ target: 10, marks });
    expect(outcomes(habit, addDays(monday, 4))).toEqual(['met', 'met', 'met', 'excused', 'met']);
    expect(habitProgress(habit, addDays(monday, 4)).streak.current).toBe(4);
  });

  it.each([
    [everyDay, 'day'],
    [{ kind: 'every-days', everyDays: 1, anchor: monday }, 'day'],
    [{ kind: 'every-days', everyDays: 2, anchor: monday }, 'due-day'],
    [weekly(7), 'week'],
    [monthly(28), 'month'],
  ] as const)('names its unit', (schedule, unit) => {
    expect(habitProgress(history({ schedule: { ...schedule } as typeof everyDay }), monday).streak.unit).toBe(
      unit,
    );
  });
});

describe('R8: freeze', () => {
  const seven = days(monday, 7);
  const freeze = { every: 7, most: 1 };

  it('bridges one miss with k = 7 and c = 1', () => {
    const after = days(addDays(monday, 8), 2);
    const habit = history({ marks: checkIns(...seven, ...after), freeze });
    expect(outcomes(habit, addDays(monday, 9))).toEqual([...Array(7).fill('met'), 'frozen', 'met', 'met']);
    expect(habitProgress(habit, addDays(monday, 9)).streak.current).toBe(9);
    expect(
      habitProgress(history({ marks: checkIns(...seven, ...after) }), addDays(monday, 9)).streak.current,
    ).toBe(2);
  });

  it('does not bridge a second one', () => {
    const habit = history({ marks: checkIns(...seven), freeze });
    expect(outcomes(habit, addDays(monday, 9)).slice(7)).toEqual(['frozen', 'missed', 'open']);
  });

  it('is not earned by fewer', () => {
    const habit = history({ marks: checkIns(...seven.slice(1)), freeze });
    expect(outcomes(habit, addDays(monday, 8)).slice(7)).toEqual(['missed', 'open']);
  });

  it('holds at most c', () => {
    const habit = history({ marks: checkIns(...days(monday, 28)), freeze: { every: 7, most: 2 } });
    expect(outcomes(habit, addDays(monday, 31)).slice(28)).toEqual(['frozen', 'frozen', 'missed', 'open']);
  });

  it('counts as a miss for strength and rate', () => {
    const marks = checkIns(...seven);
    const withFreeze = habitProgress(history({ marks, freeze }), addDays(monday, 8));
    const without = habitProgress(history({ marks }), addDays(monday, 8));
    expect(withFreeze.strength).toBe(without.strength);
    expect(withFreeze.rate).toBe(7 / 8);
  });
});

describe('R9: backfill and archive', () => {
  it('moves the start to a check-in before it, but not to a skip', () => {
    const early = addDays(monday, -2);
    expect(outcomes(history({ marks: checkIns(early) }), monday)).toEqual(['met', 'missed', 'open']);
    expect(outcomes(history({ marks: skips(early) }), monday)).toEqual(['open']);
  });

  it('has no units before the start', () => {
    expect(unitsOf(history({ startDay: addDays(monday, 1) }), monday)).toEqual([]);
    expect(habitProgress(history({ startDay: addDays(monday, 1) }), monday)).toMatchObject({
      due: false,
      unit: null,
      rate: null,
      strength: 0,
    });
  });

  const archived = history({
    marks: checkIns(...days(monday, 5)),
    archived: true,
    pauses: [{ from: addDays(monday, 6), to: null }],
  });

  it('ends the units of an archived habit and keeps its past', () => {
    const longAfter = addDays(monday, 100);
    expect(outcomes(archived, longAfter)).toEqual([...Array(5).fill('met'), 'missed', 'excused']);
    expect(habitProgress(archived, longAfter)).toMatchObject({
      due: false,
      done: false,
      unit: null,
      streak: { current: 0, longest: 5 },
      rate: 5 / 6,
      checkIns: 5,
    });
    expect(habitProgress(archived, longAfter).strength).toBe(habitProgress(archived, sunday).strength);
  });

  it('keeps what was done on the day of archiving', () => {
    const doneThatDay = { ...archived, marks: checkIns(...days(monday, 7)) };
    expect(habitProgress(doneThatDay, addDays(monday, 100)).streak).toMatchObject({ current: 0, longest: 7 });
  });

  it('leaves a pause when the habit is restored', () => {
    const restored = {
      ...archived,
      archived: false,
      marks: checkIns(...days(monday, 6), addDays(monday, 50)),
      pauses: [{ from: addDays(monday, 6), to: addDays(monday, 49) }],
    };
    expect(habitProgress(restored, addDays(monday, 50)).streak.current).toBe(7);
  });
});

describe('R10: strength', () => {
  const twenty = days(monday, 20);
  const last = twenty[19]!;

  it('is 0.655747 after 20 of 20 days', () => {
    const { strength } = habitProgress(history({ marks: checkIns(...twenty) }), last);
    expect(Math.abs(strength - 0.655747)).toBeLessThan(1e-6);
  });

  it('is 0.596033 when days 5, 10 and 11 from the last are skipped', () => {
    const skipped = [5, 10, 11].map((back) => twenty[19 - back]!);
    const marks = [...checkIns(...twenty.filter((day) => !skipped.includes(day))), ...skips(...skipped)];
    const { strength } = habitProgress(history({ marks }), last);
    expect(Math.abs(strength - 0.596033)).toBeLessThan(1e-6);
  });

  it('does not dip in the morning', () => {
    const habit = history({ marks: checkIns(...twenty) });
    expect(habitProgress(habit, addDays(last, 1)).strength).toBe(habitProgress(habit, last).strength);
  });

  it('gives a week that was half done half of what it can give', () => {
    const half = history({ schedule: weekly(4), marks: checkIns(...days(monday, 2)) });
    const whole = history({ schedule: weekly(4), marks: checkIns(...days(monday, 4)) });
    const nextMonday = addDays(monday, 7);
    const full = 1 - 0.5 ** ((Math.sqrt(4 / 7) * 7) / 13);
    expect(habitProgress(whole, nextMonday).strength).toBeCloseTo(full, 12);
    expect(habitProgress(half, nextMonday).strength).toBeCloseTo(full / 2, 12);
  });

  it('of an at-most habit falls with what was too much', () => {
    const strengthAt = (amount: number) =>
      habitProgress(
        history({ target: 10, direction: 'at-most', marks: amounts(amount, monday) }),
        addDays(monday, 1),
      ).strength;
    expect(strengthAt(10)).toBeGreaterThan(0);
    expect(strengthAt(15)).toBeCloseTo(strengthAt(10) / 2, 12);
    expect(strengthAt(25)).toBe(0);
  });

  it('of a limit of zero is nothing when it is exceeded', () => {
    const marks = amounts(1, monday);
    const habit = history({ target: 0, direction: 'at-most', marks });
    expect(habitProgress(habit, addDays(monday, 1)).strength).toBe(0);
    expect(habitProgress({ ...habit, marks: [] }, addDays(monday, 1)).strength).toBeGreaterThan(0);
  });
});

describe('R11: rate', () => {
  it('is the share of met units, and null without any', () => {
    expect(habitProgress(history(), monday).rate).toBeNull();
    const marks = [...checkIns(monday, addDays(monday, 2)), ...skips(addDays(monday, 3))];
    expect(habitProgress(history({ marks }), addDays(monday, 4)).rate).toBe(2 / 3);
  });
});

describe('habitProgress', () => {
  it('tells the day’s unit, and asks for a check-in until one is made', () => {
    const habit = history({ schedule: weekly(3), marks: checkIns(monday) });
    expect(habitProgress(habit, addDays(monday, 1))).toMatchObject({
      day: addDays(monday, 1),
      due: true,
      done: false,
      unit: { from: monday, to: sunday, done: 1, required: 3, outcome: 'open' },
      checkIns: 1,
    });
    expect(habitProgress(habit, monday)).toMatchObject({ due: false, done: true });
  });

  it('does not ask on a day that is met, skipped, paused or not due', () => {
    const isDue = (habit: HabitHistory) => habitProgress(habit, sunday).due;
    expect(isDue(history())).toBe(true);
    expect(isDue(history({ schedule: weekly(3), marks: checkIns(...days(monday, 3)) }))).toBe(false);
    expect(isDue(history({ schedule: weekly(3), marks: skips(sunday) }))).toBe(false);
    expect(isDue(history({ pauses: [{ from: sunday, to: null }] }))).toBe(false);
    expect(isDue(history({ schedule: { kind: 'weekdays', weekdays: [1] } }))).toBe(false);
    expect(isDue(history({ direction: 'at-most' }))).toBe(false);
  });

  it('has no unit on a day that is not due', () => {
    const mondays = history({ schedule: { kind: 'weekdays', weekdays: [1] } });
    expect(habitProgress(mondays, monday).unit).toMatchObject({ from: monday, to: monday });
    expect(habitProgress(mondays, sunday).unit).toBeNull();
  });

  it('asks again on a measured day that is not enough yet', () => {
    expect(habitProgress(history({ target: 10, marks: amounts(4, monday) }), monday)).toMatchObject({
      due: true,
      done: true,
    });
  });
});

describe('heatmap', () => {
  it('tells every day of the span', () => {
    const habit = history({
      schedule: { kind: 'weekdays', weekdays: [1, 3, 5] },
      marks: checkIns(monday, addDays(monday, 1)),
    });
    const span = { from: addDays(monday, -1), to: addDays(monday, 4) };
    expect(
      heatmap(habit, span, addDays(monday, 2)).map(({ done, due, outcome }) => [done, due, outcome]),
    ).toEqual([
      [false, false, null],
      [true, true, 'met'],
      [true, false, null],
      [false, true, 'open'],
      [false, false, null],
      [false, true, null],
    ]);
  });

  it('gives each day of a week the week’s outcome', () => {
    const habit = history({ schedule: weekly(2), marks: checkIns(monday, sunday) });
    expect(heatmap(habit, { from: monday, to: sunday }, sunday)).toEqual(
      week.map((day) => ({ day, done: day === monday || day === sunday, due: true, outcome: 'met' })),
    );
  });

  it('shows nothing due after the day a habit was archived', () => {
    const tuesday = addDays(monday, 1);
    const habit = history({ archived: true, pauses: [{ from: tuesday, to: null }] });
    expect(heatmap(habit, { from: monday, to: addDays(monday, 2) }, sunday)).toEqual([
      { day: monday, done: false, due: true, outcome: 'missed' },
      { day: tuesday, done: false, due: true, outcome: 'excused' },
      { day: addDays(monday, 2), done: false, due: false, outcome: null },
    ]);
  });

  it('is empty when the span ends before it begins', () => {
    expect(heatmap(history(), { from: sunday, to: monday }, sunday)).toEqual([]);
  });
});
