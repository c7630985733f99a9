import { changeValue, readCheckInChange } from './check-in-change';

const formOf = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

describe('what a day’s button asks for', () => {
  it.each([true, false])('is read as it was written (%s)', (done) => {
    const form = formOf({ habitId: 'h', change: changeValue('2026-03-04', done) });
    expect(readCheckInChange(form)).toEqual({ habitId: 'h', day: '2026-03-04', done });
  });

  it.each(['', '2026-03-04', '2026-3-4 done', '../../me done', '2026-03-04 done '])(
    'is nothing for "%s"',
    (change) => {
      expect(readCheckInChange(formOf({ habitId: 'h', change }))).toBeUndefined();
    },
  );

  it('is nothing without a habit', () => {
    expect(readCheckInChange(formOf({ change: '2026-03-04 done' }))).toBeUndefined();
  });
});
