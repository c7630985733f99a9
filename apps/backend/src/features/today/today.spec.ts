import { timesPerWeek, weekdays } from '@habit/testing';
import pg from 'pg';
import { testApp } from '../../testing/test-app.ts';

const { api, given, clock } = testApp();

describe('today', () => {
  it('shows every habit that is not archived, in the order they were created', async () => {
    const read = await given.habit({ name: 'Read', checkIns: ['2026-03-04'] });
    const archived = await given.habit({ name: 'Old' });
    const run = await given.habit({ name: 'Run', schedule: weekdays(1), startDay: '2026-03-01' });
    await api.archive(archived);

    const { day, habits } = await api.today();

    expect(day).toBe('2026-03-04');
    expect(habits.map((each) => each.habit)).toEqual([await api.habit(read), await api.habit(run)]);
    expect(habits.map((each) => each.progress)).toEqual([await api.progress(read), await api.progress(run)]);
    expect(habits[0]?.progress).toMatchObject({
      done: true,
      due: false,
      streak: { current: 1, unit: 'day' },
    });
    const week = { from: '2026-02-26', to: '2026-03-04' };
    expect(habits.map((each) => each.week)).toEqual([
      await api.heatmap(read, week),
      await api.heatmap(run, week),
    ]);
  });

  it('is the day of the user’s zone', async () => {
    clock.moveTo('2026-03-04T23:30:00Z');
    expect((await api.today()).day).toBe('2026-03-04');
    await api.changePreferences({ timeZone: 'Europe/Paris' });
    expect((await api.today()).day).toBe('2026-03-05');
  });

  it('takes the same number of queries however many habits there are', async () => {
    await given.habit({ checkIns: ['2026-03-01', '2026-03-02'] });
    const forOne = await countQueries(() => api.today());
    for (let at = 0; at < 30; at += 1) {
      await given.habit({ schedule: timesPerWeek(2), checkIns: ['2026-03-01', '2026-03-02'] });
    }
    let habits = 0;
    const forMany = await countQueries(async () => {
      habits = (await api.today()).habits.length;
    });
    expect(habits).toBe(31);
    expect(forOne).toBeGreaterThan(0);
    expect(forMany).toBe(forOne);
  });
});

/** As PostgreSQL's client sends them. */
async function countQueries(work: () => Promise<unknown>): Promise<number> {
  const query = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return query.mock.calls.length;
  } finally {
    query.mockRestore();
  }
}
