import type { Problem, Schedule } from '@habit/contracts';
import { addDays, habitProgress, heatmap } from '@habit/habit-rules';
import type { HabitHistory } from '@habit/habit-rules';
import { daily, everyDays, timesPerMonth, timesPerWeek, weekdays } from '@habit/testing';
import fc from 'fast-check';
import { testApp } from '../../testing/test-app.ts';

const { api, given, clock } = testApp();

const today = '2026-03-04';

describe('progress and heatmap', () => {
  it.each<[string, Schedule]>([
    ['every day', daily],
    ['on some weekdays', weekdays(1, 3, 6)],
    ['every third day', everyDays(3, '2025-12-31')],
    ['four times a week', timesPerWeek(4)],
    ['ten times a month', timesPerMonth(10)],
  ])('are what the rules say of 200 check-ins at random, %s', async (_, schedule) => {
    const anyDays = fc.uniqueArray(fc.integer({ min: 0, max: 420 }), { minLength: 200, maxLength: 200 });
    const [ago = []] = fc.sample(anyDays, { numRuns: 1, seed: 20_260_304 });
    const days = ago.map((each) => addDays(today, -each));
    const habit = await given.habit({
      schedule,
      weekStart: 7,
      startDay: addDays(today, -400),
      checkIns: days,
    });
    const history: HabitHistory = {
      startDay: [addDays(today, -400), ...days].sort()[0] ?? today,
      versions: [{ effectiveFrom: addDays(today, -400), schedule, weekStart: 7 }],
      pauses: [],
      marks: days.map((day) => ({ day })),
      archived: false,
      timeZone: 'UTC',
    };

    const progress = await api.progress(habit);
    expect(progress).toEqual(habitProgress(history, today));
    expect(progress.checkIns).toBe(200);
    const span = { from: addDays(today, -450), to: addDays(today, 10) };
    expect(await api.heatmap(habit, span)).toEqual(heatmap(history, span, today));
  });

  it('are what the rules say of a habit that was changed, archived and restored', async () => {
    clock.moveTo('2026-01-05T12:00:00Z');
    const habit = await given.habit({ checkIns: ['2026-01-05'] });
    clock.moveTo('2026-01-14T12:00:00Z');
    await api.changeHabit(habit, { schedule: timesPerWeek(2), weekStart: 3 });
    await api.checkIn(habit, '2026-01-15');
    clock.moveTo('2026-01-20T12:00:00Z');
    await api.archive(habit);
    clock.moveTo('2026-02-10T12:00:00Z');
    const archived: HabitHistory = {
      startDay: '2026-01-05',
      versions: [
        { effectiveFrom: '2026-01-05', schedule: daily, weekStart: 1 },
        { effectiveFrom: '2026-01-14', schedule: timesPerWeek(2), weekStart: 3 },
      ],
      pauses: [{ from: '2026-01-20', to: null }],
      marks: [{ day: '2026-01-05' }, { day: '2026-01-15' }],
      archived: true,
      timeZone: 'UTC',
    };
    expect(await api.progress(habit)).toEqual(habitProgress(archived, '2026-02-10'));

    await api.restore(habit);
    const restored = { ...archived, archived: false, pauses: [{ from: '2026-01-20', to: '2026-02-09' }] };
    expect(await api.progress(habit)).toEqual(habitProgress(restored, '2026-02-10'));
    const span = { from: '2026-01-01', to: '2026-02-28' };
    expect(await api.heatmap(habit, span)).toEqual(heatmap(restored, span, '2026-02-10'));
  });

  it('cost little for a habit as old as can be', async () => {
    const habit = await given.habit({ startDay: '1900-01-01' });
    const start = performance.now();
    await api.progress(habit);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe('the heatmap’s span', () => {
  it('is the 53 weeks that end with today, unless another is asked for', async () => {
    const habit = await given.habit();
    const days = await api.heatmap(habit);
    expect(days).toHaveLength(371);
    expect(days.at(-1)?.day).toBe(today);
    expect((await api.heatmap(habit, { from: '2026-03-01' })).map((each) => each.day)).toEqual([
      '2026-03-01',
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
    ]);
    expect((await api.heatmap(habit, { to: '2025-01-01' })).at(-1)?.day).toBe('2025-01-01');
    expect(await api.heatmap(habit, { from: addDays(today, -1_099) })).toHaveLength(1_100);
  });

  it.each([
    ['from=2026-03-05', 422, '/from'],
    ['from=2026-03-04&to=2026-03-03', 422, '/from'],
    ['from=2023-02-28', 422, '/from'],
    ['from=0000-01-01', 422, '/from'],
    ['from=2026-02-30', 400, '/from'],
    ['to=', 400, '/to'],
    ['to=2026-03-04&to=2026-03-05', 400, '/to'],
    ['since=2026-03-01', 400, '/since'],
  ])('%s is refused with %i', async (query, status, pointer) => {
    const habit = await given.habit();
    const reply = await api.ask<Problem>('GET', `/api/v1/habits/${habit.id}/heatmap?${query}`);
    expect(reply.status).toBe(status);
    expect(reply.body.errors?.[0]).toMatchObject({ in: 'querystring', pointer });
  });

  it('may lie anywhere in the calendar', async () => {
    const habit = await given.habit();
    for (const day of ['0001-01-01', '9999-12-31']) {
      expect(await api.heatmap(habit, { from: day, to: day })).toHaveLength(1);
    }
  });
});
