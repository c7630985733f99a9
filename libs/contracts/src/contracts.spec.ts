import { Check } from 'typebox/value';
import {
  Credentials,
  Day,
  HabitChanges,
  NewHabit,
  NewUser,
  Preferences,
  Problem,
  Schedule,
} from './index.ts';

const daily = { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6, 7] };

describe('a day', () => {
  it.each(['2026-03-04', '2024-02-29', '0001-01-01'])('%s is one', (day) => {
    expect(Check(Day, day)).toBe(true);
  });
  it.each(['2026-3-4', '2025-02-29', '2026-13-01', '2026-03-04T00:00Z', '20260304', '', 20260304])(
    '%s is none',
    (day) => {
      expect(Check(Day, day)).toBe(false);
    },
  );
});

describe('a schedule', () => {
  it.each([
    daily,
    { kind: 'every-days', everyDays: 3, anchor: '2026-03-04' },
    { kind: 'times-per-week', times: 7 },
    { kind: 'times-per-month', times: 28 },
  ])('%j is one', (schedule) => {
    expect(Check(Schedule, schedule)).toBe(true);
  });
  it.each([
    { kind: 'weekdays', weekdays: [] },
    { kind: 'weekdays', weekdays: [0] },
    { kind: 'weekdays', weekdays: [1, 1] },
    { kind: 'every-days', everyDays: 0, anchor: '2026-03-04' },
    { kind: 'every-days', everyDays: 3 },
    { kind: 'times-per-week', times: 8 },
    { kind: 'times-per-week', times: 2.5 },
    { kind: 'times-per-month', times: 29 },
    { kind: 'times-per-week', times: 3, anchor: '2026-03-04' },
    { kind: 'hourly', times: 1 },
  ])('%j is none', (schedule) => {
    expect(Check(Schedule, schedule)).toBe(false);
  });
});

describe('what people send', () => {
  it('names a habit with more than blanks', () => {
    expect(Check(NewHabit, { name: 'Read', schedule: daily })).toBe(true);
    expect(Check(NewHabit, { name: '  ', schedule: daily })).toBe(false);
    expect(Check(NewHabit, { name: 'x'.repeat(81), schedule: daily })).toBe(false);
    expect(Check(NewHabit, { name: 'Read', schedule: daily, color: 'neon' })).toBe(false);
  });

  it('changes at least one thing, and nothing that is not theirs to change', () => {
    expect(Check(HabitChanges, { color: 'moss' })).toBe(true);
    expect(Check(HabitChanges, {})).toBe(false);
    expect(Check(HabitChanges, { archived: true })).toBe(false);
    expect(Check(Preferences, { dayStartMinute: 1440 })).toBe(false);
  });

  it('has a password of ten characters at least, and an address that is one', () => {
    const password = 'correct horse';
    expect(Check(NewUser, { email: 'ada@example.com', password })).toBe(true);
    expect(Check(NewUser, { email: 'ada', password })).toBe(false);
    expect(Check(NewUser, { email: 'ada@example.com', password: 'short' })).toBe(false);
    // Old passwords may be shorter than new ones must be.
    expect(Check(Credentials, { email: 'ada@example.com', password: 'short' })).toBe(true);
  });
});

it('a problem needs its title and status', () => {
  expect(Check(Problem, { type: 'about:blank', title: 'Not Found', status: 404 })).toBe(true);
  expect(Check(Problem, { type: 'about:blank', status: 404 })).toBe(false);
});
