import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { isTimeZone, latestDay, localDay } from './index.ts';
import { zones } from './arbitraries.spec.support.ts';

const at = (instant: string) => Date.parse(instant);

describe('R1: the logical day', () => {
  it('begins at midnight of the zone', () => {
    const kolkata = { timeZone: 'Asia/Kolkata', dayStartMinute: 0 };
    expect(localDay(at('2026-03-03T18:29:59Z'), kolkata)).toBe('2026-03-03');
    expect(localDay(at('2026-03-03T18:30:00Z'), kolkata)).toBe('2026-03-04');
  });

  it('begins at the minute that the user chose', () => {
    const london = { timeZone: 'Europe/London', dayStartMinute: 240 };
    expect(localDay(at('2026-01-10T03:59:59Z'), london)).toBe('2026-01-09');
    expect(localDay(at('2026-01-10T04:00:00Z'), london)).toBe('2026-01-10');
  });

  it('stays when New York repeats the hour in which the day began', () => {
    const newYork = { timeZone: 'America/New_York', dayStartMinute: 90 };
    expect(localDay(at('2024-11-03T05:29:00Z'), newYork)).toBe('2024-11-02');
    expect(localDay(at('2024-11-03T05:30:00Z'), newYork)).toBe('2024-11-03');
    // The wall clock shows 01:10 again, which is before 01:30.
    expect(localDay(at('2024-11-03T06:10:00Z'), newYork)).toBe('2024-11-03');
  });

  it('stays when St John’s sets its clocks back over midnight', () => {
    const stJohns = { timeZone: 'America/St_Johns', dayStartMinute: 0 };
    expect(localDay(at('2010-11-07T02:29:30Z'), stJohns)).toBe('2010-11-06');
    expect(localDay(at('2010-11-07T02:30:30Z'), stJohns)).toBe('2010-11-07');
    // 23:02 on 6 November, for the second time.
    expect(localDay(at('2010-11-07T02:32:00Z'), stJohns)).toBe('2010-11-07');
  });

  it('begins at one o’clock when São Paulo’s clocks leap over midnight', () => {
    const saoPaulo = { timeZone: 'America/Sao_Paulo', dayStartMinute: 0 };
    expect(localDay(at('2018-11-04T02:59:59Z'), saoPaulo)).toBe('2018-11-03');
    expect(localDay(at('2018-11-04T03:00:00Z'), saoPaulo)).toBe('2018-11-04');
  });

  it('begins after the gap when its minute falls into one', () => {
    const newYork = { timeZone: 'America/New_York', dayStartMinute: 150 };
    expect(localDay(at('2026-03-08T07:29:59Z'), newYork)).toBe('2026-03-07');
    expect(localDay(at('2026-03-08T07:30:00Z'), newYork)).toBe('2026-03-08');
    const troll = { timeZone: 'Antarctica/Troll', dayStartMinute: 120 };
    expect(localDay(at('2026-03-29T02:59:59Z'), troll)).toBe('2026-03-29');
  });

  it('follows Lord Howe’s half hour of daylight saving', () => {
    const lordHowe = { timeZone: 'Australia/Lord_Howe', dayStartMinute: 0 };
    expect(localDay(at('2026-01-10T12:59:59Z'), lordHowe)).toBe('2026-01-10');
    expect(localDay(at('2026-01-10T13:00:00Z'), lordHowe)).toBe('2026-01-11');
    expect(localDay(at('2026-07-10T13:29:59Z'), lordHowe)).toBe('2026-07-10');
    expect(localDay(at('2026-07-10T13:30:00Z'), lordHowe)).toBe('2026-07-11');
  });

  it.each([
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29', '2011-12-31'],
    ['Pacific/Kiritimati', '1994-12-31T09:59:59Z', '1994-12-30', '1995-01-01'],
  ])(
    'goes from the day before to the day after the date that %s skipped',
    (timeZone, last, before, after) => {
      for (const dayStartMinute of [0, 360]) {
        const startDelay = dayStartMinute * 60_000;
        expect(localDay(at(last) + startDelay, { timeZone, dayStartMinute })).toBe(before);
        expect(localDay(at(last) + startDelay + 1000, { timeZone, dayStartMinute })).toBe(after);
      }
    },
  );

  it('P1: never goes backwards as time passes', () => {
    const nearTransition = fc
      .tuple(
        fc.constantFrom(...zones),
        fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.integer({ min: -1600, max: 1600 }),
        fc.integer({ min: 0, max: 1500 }),
      )
      .map(([timeZone, date, minutes, later]) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(timeZone);
        const near = zoned.getTimeZoneTransition('next') ?? zoned;
        const first = near.epochMilliseconds + minutes * 60_000;
        return { timeZone, first, second: first + later * 60_000 };
      });
    fc.assert(
      fc.property(
        nearTransition,
        fc.integer({ min: 0, max: 1439 }),
        ({ timeZone, first, second }, minute) => {
          const where = { timeZone, dayStartMinute: minute };
          expect(localDay(first, where) <= localDay(second, where)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('R9: the latest day that can be checked', () => {
  it('is today at UTC+14', () => {
    expect(latestDay(at('2026-03-04T09:59:59Z'))).toBe('2026-03-04');
    expect(latestDay(at('2026-03-04T10:00:00Z'))).toBe('2026-03-05');
  });

  it('is never before today in any zone', () => {
    const instants = fc.date({
      min: new Date('1995-02-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (date, timeZone) => {
        const now = date.getTime();
        expect(localDay(now, { timeZone, dayStartMinute: 0 }) <= latestDay(now)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('isTimeZone', () => {
  it.each([...zones, 'UTC', 'Etc/GMT+5'])('knows %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each([
    '',
    'Europe',
    'Mars/Olympus',
    '+02:00',
    '-0530',
    '2020-01-01T00:00[Europe/London]',
    'Europe/London ',
  ])('refuses "%s"', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
