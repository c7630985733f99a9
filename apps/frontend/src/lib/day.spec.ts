import {
  addDays,
  clockOf,
  fullDay,
  greeting,
  longDay,
  minuteOf,
  monthName,
  spokenDay,
  weekFrom,
  weekdayOf,
} from './day';

describe('days', () => {
  it('are written the same in every time zone', () => {
    expect(longDay('2026-03-03')).toBe('Tuesday 3 March');
    expect(fullDay('2026-01-01')).toBe('Thursday 1 January 2026');
    expect(monthName('2026-12-31')).toBe('Dec');
  });

  it('are counted over months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addDays('2026-03-29', 7)).toBe('2026-04-05');
  });

  it('know their weekday, Monday first', () => {
    expect(weekdayOf('2026-03-02')).toBe(1);
    expect(weekdayOf('2026-03-08')).toBe(7);
    expect(weekFrom(7)).toEqual([7, 1, 2, 3, 4, 5, 6]);
  });

  it('are spoken of from today', () => {
    expect(spokenDay('2026-03-03', '2026-03-03')).toBe('Tuesday 3 March, today');
    expect(spokenDay('2026-03-02', '2026-03-03')).toBe('Monday 2 March, yesterday');
    expect(spokenDay('2026-03-01', '2026-03-03')).toBe('Sunday 1 March');
  });
});

describe('times of day', () => {
  it('are minutes, and back', () => {
    expect(clockOf(0)).toBe('00:00');
    expect(clockOf(1439)).toBe('23:59');
    expect(minuteOf('03:30')).toBe(210);
    expect(minuteOf('03:30:00')).toBe(210);
  });

  it.each(['', '24:00', '3:30', '12:60', 'noon'])('refuses "%s"', (clock) => {
    expect(minuteOf(clock)).toBeUndefined();
  });
});

describe('the greeting', () => {
  const now = new Date('2026-03-04T07:30:00Z');
  it('goes by the clock where the person is', () => {
    expect(greeting(now, 'Europe/London')).toBe('Good morning');
    expect(greeting(now, 'Asia/Kolkata')).toBe('Good afternoon');
    expect(greeting(now, 'Pacific/Auckland')).toBe('Good evening');
    expect(greeting(now, 'America/New_York')).toBe('Still up');
  });
});
