import type { Problem } from '@habit/contracts';
import { daily } from '@habit/testing';
import { testApp } from '../../testing/test-app.ts';

const { api, given, clock, db } = testApp();

const rowsOf = (habitId: string) =>
  db().selectFrom('check_ins').selectAll().where('habit_id', '=', habitId).orderBy('day').execute();

describe('a check-in', () => {
  it('is kept once when the same day is sent twice', async () => {
    const habit = await given.habit({ schedule: daily });
    expect(await api.checkIn(habit, '2026-03-04')).toEqual({ habitId: habit.id, day: '2026-03-04' });
    expect(await api.checkIn(habit, '2026-03-04')).toEqual({ habitId: habit.id, day: '2026-03-04' });
    expect(await api.heatmap(habit, { from: '2026-03-04', to: '2026-03-04' })).toEqual([
      { day: '2026-03-04', done: true, due: true, outcome: 'met' },
    ]);
    expect(await rowsOf(habit.id)).toHaveLength(1);
  });

  it('is kept once when two hundred arrive at the same time', async () => {
    const habit = await given.habit();
    const replies = await Promise.all(
      Array.from({ length: 200 }, () => api.ask('PUT', `/api/v1/habits/${habit.id}/check-ins/2026-03-04`)),
    );
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([200]));
    expect(await rowsOf(habit.id)).toHaveLength(1);
  });

  it('keeps the instant and the zone in which it was made', async () => {
    await api.changePreferences({ timeZone: 'Asia/Kolkata' });
    const habit = await given.habit({ checkIns: ['2026-03-04'] });
    clock.advance({ hours: 1 });
    await api.checkIn(habit, '2026-03-04');
    expect(await rowsOf(habit.id)).toEqual([
      {
        habit_id: habit.id,
        day: '2026-03-04',
        checked_at: new Date('2026-03-04T12:00:00Z'),
        time_zone: 'Asia/Kolkata',
      },
    ]);
  });

  it('is gone after it was taken back, once or twice', async () => {
    const habit = await given.habit({ checkIns: ['2026-03-04'] });
    await api.undoCheckIn(habit, '2026-03-04');
    await api.undoCheckIn(habit, '2026-03-04');
    expect((await api.progress(habit)).done).toBe(false);
    expect(await rowsOf(habit.id)).toEqual([]);
  });

  it('may be made for any past day, and before the start moves the start', async () => {
    const habit = await given.habit({ startDay: '2026-03-01' });
    await api.checkIn(habit, '2026-02-20');
    expect((await api.habit(habit)).startDay).toBe('2026-02-20');
    await api.checkIn(habit, '2026-02-25');
    expect((await api.habit(habit)).startDay).toBe('2026-02-20');
    const [before, first] = await api.heatmap(habit, { from: '2026-02-19', to: '2026-02-20' });
    expect(before).toMatchObject({ due: false, outcome: null });
    expect(first).toMatchObject({ due: true, outcome: 'met' });
  });

  it('gives the start back when the one before it is taken back', async () => {
    const habit = await given.habit({ startDay: '2026-03-01', checkIns: ['2026-03-01'] });
    const before = await api.progress(habit);
    await api.checkIn(habit, '2025-03-01');
    expect((await api.progress(habit)).strength).not.toBe(before.strength);
    await api.undoCheckIn(habit, '2025-03-01');
    expect((await api.habit(habit)).startDay).toBe('2026-03-01');
    expect(await api.progress(habit)).toEqual(before);
  });

  it('moves the start to the earliest when many come at the same time', async () => {
    const habit = await given.habit();
    const days = Array.from({ length: 28 }, (_, at) => `2026-02-${String(at + 1).padStart(2, '0')}`);
    await Promise.all(days.map((day) => api.checkIn(habit, day)));
    expect((await api.habit(habit)).startDay).toBe('2026-02-01');
    expect((await rowsOf(habit.id)).map((row) => row.day)).toEqual(days);
  });

  it('leaves a later schedule alone when it moves the start', async () => {
    const habit = await given.habit({
      startDay: '2026-03-01',
      schedule: { kind: 'times-per-week', times: 3 },
    });
    await api.changeHabit(habit, { schedule: daily });
    for (const day of ['2026-02-02', '2026-02-09', '2026-02-11', '2026-02-13']) await api.checkIn(habit, day);
    // Under "every day" the tenth would be missed; under "three per week" the whole week is met.
    const [tenth] = await api.heatmap(habit, { from: '2026-02-10', to: '2026-02-10' });
    expect(tenth).toEqual({ day: '2026-02-10', done: false, due: true, outcome: 'met' });
    const versions = await db()
      .selectFrom('habit_versions')
      .select('effective_from')
      .where('habit_id', '=', habit.id)
      .orderBy('effective_from')
      .execute();
    expect(versions.map((version) => version.effective_from)).toEqual(['2026-03-01', '2026-03-04']);
  });

  it('is refused after today at UTC+14, the furthest that any user can be', async () => {
    const habit = await given.habit();
    clock.moveTo('2026-03-04T09:59:59Z');
    const refused = await api.ask<Problem>('PUT', `/api/v1/habits/${habit.id}/check-ins/2026-03-05`);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toEqual([
      { in: 'params', pointer: '/day', message: 'This day has not begun anywhere on Earth yet.' },
    ]);
    clock.moveTo('2026-03-04T10:00:00Z');
    expect((await api.checkIn(habit, '2026-03-05')).day).toBe('2026-03-05');
  });

  it.each([
    ['1899-12-31', 422],
    ['0000-01-01', 422],
    ['9999-12-31', 422],
    ['2026-02-30', 400],
    ['2026-3-4', 400],
    ['today', 400],
  ])('on %s is refused with %i', async (day, status) => {
    const habit = await given.habit();
    const reply = await api.ask('PUT', `/api/v1/habits/${habit.id}/check-ins/${day}`);
    expect(reply.status).toBe(status);
    const removed = await api.ask('DELETE', `/api/v1/habits/${habit.id}/check-ins/${day}`);
    expect(removed.status).toBe(status === 422 ? 204 : 400);
  });
});
