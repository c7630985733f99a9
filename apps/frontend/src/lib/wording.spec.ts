import type { HabitProgress, Schedule } from '@habit/contracts';
import { countText, percentText, scheduleText, unitText } from './wording';

describe('a schedule in words', () => {
  const cases: [string, Schedule][] = [
    ['Every day', { kind: 'weekdays', weekdays: [7, 1, 2, 3, 4, 5, 6] }],
    ['Monday to Friday', { kind: 'weekdays', weekdays: [5, 4, 3, 2, 1] }],
    ['Weekends', { kind: 'weekdays', weekdays: [7, 6] }],
    ['Every Sunday', { kind: 'weekdays', weekdays: [7] }],
    ['Every day but Sunday', { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6] }],
    ['Mon, Wed and Fri', { kind: 'weekdays', weekdays: [5, 1, 3] }],
    ['Every day', { kind: 'every-days', everyDays: 1, anchor: '2026-03-04' }],
    ['Every other day', { kind: 'every-days', everyDays: 2, anchor: '2026-03-04' }],
    ['Every 10 days', { kind: 'every-days', everyDays: 10, anchor: '2026-03-04' }],
    ['Once a week', { kind: 'times-per-week', times: 1 }],
    ['Twice a week', { kind: 'times-per-week', times: 2 }],
    ['3 times a week', { kind: 'times-per-week', times: 3 }],
    ['Every day of the week', { kind: 'times-per-week', times: 7 }],
    ['Once a month', { kind: 'times-per-month', times: 1 }],
    ['12 times a month', { kind: 'times-per-month', times: 12 }],
  ];
  it.each(cases)('says %s', (words, schedule) => {
    expect(scheduleText(schedule)).toBe(words);
  });
});

describe('a streak in words', () => {
  it('always names its unit', () => {
    expect(countText(1, 'day')).toBe('1 day');
    expect(countText(0, 'week')).toBe('0 weeks');
    expect(countText(6, 'due-day')).toBe('6 due days');
    expect(countText(1200, 'month')).toBe('1,200 months');
  });
});

describe('other figures', () => {
  it('rounds a share to whole percents', () => {
    expect(percentText(0.655747)).toBe('66%');
  });

  it('counts the week only for habits that are counted by the week or month', () => {
    const unit = { from: '2026-03-02', to: '2026-03-08', done: 2, required: 3, outcome: 'open' as const };
    const progress = { unit, streak: { current: 1, longest: 1, unit: 'week' } } as HabitProgress;
    expect(unitText(progress)).toBe('2 of 3 this week');
    expect(unitText({ ...progress, unit: { ...unit, done: 4 } })).toBe('4 this week, goal met');
    expect(unitText({ ...progress, streak: { current: 1, longest: 1, unit: 'day' } })).toBeUndefined();
    expect(unitText({ ...progress, unit: null })).toBeUndefined();
  });
});
