import { readHabitForm } from './habit-form';

const formOf = (fields: Record<string, string | string[]>) => {
  const form = new FormData();
  for (const [name, values] of Object.entries(fields))
    for (const value of [values].flat()) form.append(name, value);
  return form;
};

const basics = { name: ' Read ', note: '', color: 'moss', weekStart: '1' };
const scheduleOf = (fields: Record<string, string | string[]>) => {
  const entry = readHabitForm(formOf({ ...basics, ...fields }));
  return entry.ok ? entry.habit.schedule : entry.errors['schedule'];
};

describe('the habit that a form describes', () => {
  it('has a trimmed name, and a week that begins on a number', () => {
    expect(readHabitForm(formOf({ ...basics, schedule: 'weekdays', weekdays: ['1', '5'] }))).toEqual({
      ok: true,
      habit: {
        name: 'Read',
        note: '',
        color: 'moss',
        weekStart: 1,
        schedule: { kind: 'weekdays', weekdays: [1, 5] },
      },
    });
  });

  it('has a schedule of the chosen kind, whatever the other fields hold', () => {
    const others = {
      weekdays: ['1'],
      timesPerWeek: '3',
      timesPerMonth: '9',
      everyDays: '4',
      anchor: '2026-03-04',
    };
    expect(scheduleOf({ ...others, schedule: 'times-per-week' })).toEqual({
      kind: 'times-per-week',
      times: 3,
    });
    expect(scheduleOf({ ...others, schedule: 'times-per-month' })).toEqual({
      kind: 'times-per-month',
      times: 9,
    });
    expect(scheduleOf({ ...others, schedule: 'every-days' })).toEqual({
      kind: 'every-days',
      everyDays: 4,
      anchor: '2026-03-04',
    });
  });

  it.each([
    [{ schedule: 'weekdays' }, 'Choose at least one day of the week.'],
    [{ schedule: 'times-per-week', timesPerWeek: '8' }, 'Say how often a week, from 1 to 7.'],
    [{ schedule: 'times-per-week', timesPerWeek: '' }, 'Say how often a week, from 1 to 7.'],
    [{ schedule: 'times-per-month', timesPerMonth: '2.5' }, 'Say how often a month, from 1 to 28.'],
    [
      { schedule: 'every-days', everyDays: '0', anchor: '2026-03-04' },
      'Say after how many days, from 1 to 365.',
    ],
    [{ schedule: 'every-days', everyDays: '3', anchor: '' }, 'Choose the day from which to count.'],
    [{ schedule: 'sometimes' }, 'Choose how often.'],
  ])('lacks something: %o', (fields, message) => {
    expect(scheduleOf(fields)).toBe(message);
  });

  it('lacks a name when it is only white space', () => {
    expect(readHabitForm(formOf({ ...basics, name: '   ', schedule: 'weekdays', weekdays: ['1'] }))).toEqual({
      ok: false,
      errors: { name: 'Give the habit a name.' },
    });
  });
});
