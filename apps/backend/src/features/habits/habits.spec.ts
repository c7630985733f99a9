import type { Problem } from '@habit/contracts';
import { daily, everyDays, timesPerMonth, timesPerWeek, weekdays } from '@habit/testing';
import { testApp } from '../../testing/test-app.ts';

const { api, given, clock, db } = testApp();

const versionsOf = (habitId: string) =>
  db()
    .selectFrom('habit_versions')
    .select(['effective_from as from', 'schedule'])
    .where('habit_id', '=', habitId)
    .orderBy('effective_from')
    .execute();

describe('a new habit', () => {
  it('starts today, and fills in what is not given', async () => {
    const habit = await api.createHabit({ name: ' Read ', schedule: weekdays(5, 1) });
    expect(habit).toEqual({
      id: expect.any(String),
      name: 'Read',
      note: '',
      color: 'moss',
      schedule: weekdays(1, 5),
      weekStart: 1,
      startDay: '2026-03-04',
      archived: false,
    });
    expect(await api.habit(habit)).toEqual(habit);
  });

  it.each([daily, weekdays(7), everyDays(3, '2026-03-01'), timesPerWeek(4), timesPerMonth(28)])(
    'keeps the schedule %j',
    async (schedule) => {
      const habit = await api.createHabit({
        name: 'Übung 🧘',
        note: 'Zeile 1\nZeile 2',
        color: 'plum',
        schedule,
        weekStart: 7,
        startDay: '2026-01-31',
      });
      expect(await api.habit(habit)).toEqual({
        id: habit.id,
        name: 'Übung 🧘',
        note: 'Zeile 1\nZeile 2',
        color: 'plum',
        schedule,
        weekStart: 7,
        startDay: '2026-01-31',
        archived: false,
      });
    },
  );

  it.each<[unknown, number, string]>([
    [{ schedule: daily }, 400, '/name'],
    [{ name: '   ', schedule: daily }, 400, '/name'],
    [{ name: 'x'.repeat(81), schedule: daily }, 400, '/name'],
    [{ name: 7, schedule: daily }, 400, '/name'],
    [{ name: 'a\0b', schedule: daily }, 400, '/name'],
    [{ name: 'a', note: 'b\0', schedule: daily }, 400, '/note'],
    [{ name: 'a', color: 'red', schedule: daily }, 400, '/color'],
    [{ name: 'a' }, 400, '/schedule'],
    [{ name: 'a', schedule: 'daily' }, 400, '/schedule'],
    [{ name: 'a', schedule: { kind: 'hourly' } }, 400, '/schedule/kind'],
    [{ name: 'a', schedule: weekdays() }, 400, '/schedule/weekdays'],
    [{ name: 'a', schedule: weekdays(1, 1) }, 400, '/schedule/weekdays'],
    [{ name: 'a', schedule: weekdays(8) }, 400, '/schedule/weekdays/0'],
    [{ name: 'a', schedule: timesPerWeek(8) }, 400, '/schedule/times'],
    [{ name: 'a', schedule: timesPerMonth(1.5) }, 400, '/schedule/times'],
    [{ name: 'a', schedule: { ...timesPerWeek(1), weekdays: [1] } }, 400, '/schedule/weekdays'],
    [{ name: 'a', schedule: everyDays(2, '2026-02-29') }, 400, '/schedule/anchor'],
    [{ name: 'a', schedule: everyDays(2, '0000-01-01') }, 422, '/schedule/anchor'],
    [{ name: 'a', schedule: daily, weekStart: '1' }, 400, '/weekStart'],
    [{ name: 'a', schedule: daily, startDay: '1899-12-31' }, 422, '/startDay'],
    [{ name: 'a', schedule: daily, startDay: '2030-01-01' }, 422, '/startDay'],
    [{ name: 'a', schedule: daily, archived: true }, 400, '/archived'],
  ])('as %j is refused with %i at %s, and not made', async (body, status, pointer) => {
    const reply = await api.ask<Problem>('POST', '/api/v1/habits', body);
    expect(reply.status).toBe(status);
    expect(reply.body.errors?.map((error) => `${error.in} ${error.pointer}`)).toEqual([`body ${pointer}`]);
    expect(await api.habits()).toEqual([]);
  });
});

describe('the list of habits', () => {
  it('is in the order in which they were created, archived ones too', async () => {
    const names = ['c', 'a', 'b'];
    for (const name of names) await given.habit({ name });
    const [first] = await api.habits();
    if (first) await api.archive(first);
    expect((await api.habits()).map(({ name, archived }) => [name, archived])).toEqual([
      ['c', true],
      ['a', false],
      ['b', false],
    ]);
  });
});

describe('changing a habit', () => {
  it('changes what is named and leaves the rest', async () => {
    const habit = await given.habit({ note: 'before' });
    expect(await api.changeHabit(habit, { name: 'Write', color: 'sky' })).toEqual({
      ...habit,
      name: 'Write',
      color: 'sky',
    });
    expect(await api.changeHabit(habit, { note: '' })).toMatchObject({ name: 'Write', note: '' });
  });

  it('lets a new schedule hold from today, and leaves what is closed as it was', async () => {
    const habit = await given.habit({ startDay: '2026-02-23', checkIns: ['2026-02-23'] });
    const before = await api.heatmap(habit, { from: '2026-02-23', to: '2026-03-03' });
    await api.changeHabit(habit, { schedule: timesPerWeek(1) });
    expect(await api.heatmap(habit, { from: '2026-02-23', to: '2026-03-03' })).toEqual(before);
    expect(await versionsOf(habit.id)).toEqual([
      { from: '2026-02-23', schedule: daily },
      { from: '2026-03-04', schedule: timesPerWeek(1) },
    ]);
    expect((await api.habit(habit)).schedule).toEqual(timesPerWeek(1));
  });

  it('keeps one version per day, and none that changes nothing', async () => {
    const habit = await given.habit({ startDay: '2026-02-23' });
    await api.changeHabit(habit, { schedule: weekdays(7, 6, 5, 4, 3, 2, 1), weekStart: 1 });
    expect(await versionsOf(habit.id)).toHaveLength(1);
    await api.changeHabit(habit, { schedule: timesPerWeek(1) });
    await api.changeHabit(habit, { schedule: timesPerWeek(2) });
    expect((await versionsOf(habit.id)).map((version) => version.schedule)).toEqual([daily, timesPerWeek(2)]);
    await api.changeHabit(habit, { schedule: daily });
    expect(await versionsOf(habit.id)).toEqual([{ from: '2026-02-23', schedule: daily }]);
  });

  it('replaces the schedule of a habit that starts today or later', async () => {
    const habit = await given.habit({ startDay: '2026-03-10' });
    await api.changeHabit(habit, { schedule: timesPerWeek(3), weekStart: 7 });
    expect(await versionsOf(habit.id)).toEqual([{ from: '2026-03-10', schedule: timesPerWeek(3) }]);
    expect(await api.habit(habit)).toMatchObject({ weekStart: 7, startDay: '2026-03-10' });
  });

  it('holds even when the user has moved west, where it is still yesterday', async () => {
    await api.changePreferences({ timeZone: 'Pacific/Kiritimati' });
    const habit = await given.habit({ startDay: '2026-02-23' });
    await api.changeHabit(habit, { schedule: timesPerWeek(3) });
    await api.changePreferences({ timeZone: 'Pacific/Pago_Pago' });
    await api.changeHabit(habit, { schedule: timesPerWeek(5) });
    expect((await api.habit(habit)).schedule).toEqual(timesPerWeek(5));
    expect(await versionsOf(habit.id)).toEqual([
      { from: '2026-02-23', schedule: daily },
      { from: '2026-03-05', schedule: timesPerWeek(5) },
    ]);
  });

  it('survives many changes at the same time', async () => {
    const habit = await given.habit({ startDay: '2026-02-23' });
    await Promise.all(
      [1, 2, 3, 4, 5, 6, 7].map((times) => api.changeHabit(habit, { schedule: timesPerWeek(times) })),
    );
    expect(await versionsOf(habit.id)).toHaveLength(2);
  });

  it.each([{}, { startDay: '2026-01-01' }, { archived: true }, { name: null }])(
    'to %j is refused',
    async (changes) => {
      const habit = await given.habit();
      expect((await api.ask('PATCH', `/api/v1/habits/${habit.id}`, changes)).status).toBe(400);
      expect(await api.habit(habit)).toEqual(habit);
    },
  );
});

describe('archiving', () => {
  const pausesOf = (habitId: string) =>
    db()
      .selectFrom('habit_pauses')
      .select(['from_day as from', 'to_day as to'])
      .where('habit_id', '=', habitId)
      .orderBy('from_day')
      .execute();

  it('is the same once or twice, and restoring leaves a pause', async () => {
    const habit = await given.habit({
      startDay: '2026-03-01',
      checkIns: ['2026-03-01', '2026-03-02', '2026-03-03'],
    });
    expect(await api.archive(habit)).toEqual({ ...habit, archived: true });
    clock.advance({ days: 2 });
    expect(await api.archive(habit)).toEqual({ ...habit, archived: true });
    expect(await pausesOf(habit.id)).toEqual([{ from: '2026-03-04', to: null }]);

    clock.advance({ days: 3 });
    expect(await api.restore(habit)).toEqual(habit);
    expect(await api.restore(habit)).toEqual(habit);
    expect(await pausesOf(habit.id)).toEqual([{ from: '2026-03-04', to: '2026-03-08' }]);
    // The pause is neutral: the streak of three goes on.
    expect((await api.progress(habit)).streak.current).toBe(3);
  });

  it('leaves no pause when the habit is restored on the same day', async () => {
    const habit = await given.habit();
    await api.archive(habit);
    await api.restore(habit);
    expect(await pausesOf(habit.id)).toEqual([]);
  });

  it('takes up the pause of the same day when the user has moved west', async () => {
    const habit = await given.habit();
    await api.archive(habit);
    clock.advance({ days: 1 });
    await api.restore(habit);
    clock.advance({ days: -1 });
    await api.archive(habit);
    expect(await pausesOf(habit.id)).toEqual([{ from: '2026-03-04', to: null }]);
  });

  it('survives archiving and restoring at the same time', async () => {
    const habit = await given.habit();
    const each = Array.from({ length: 20 }, (_, at) => (at % 2 ? api.archive(habit) : api.restore(habit)));
    await Promise.all(each);
    const { archived } = await api.habit(habit);
    const open = (await pausesOf(habit.id)).filter((pause) => pause.to === null);
    expect(open).toHaveLength(archived ? 1 : 0);
  });
});

describe('somebody else’s habit', () => {
  it('is not found, whatever is asked of it', async () => {
    const habit = await given.habit({ checkIns: ['2026-03-04'] });
    const before = [await api.habit(habit), await api.progress(habit)];
    const stranger = api.signedInAs(await given.user());
    const at = `/api/v1/habits/${habit.id}`;
    const replies = await Promise.all([
      stranger.ask('GET', at),
      stranger.ask('PATCH', at, { name: 'Mine' }),
      stranger.ask('POST', `${at}/archive`),
      stranger.ask('POST', `${at}/restore`),
      stranger.ask('GET', `${at}/progress`),
      stranger.ask('GET', `${at}/heatmap`),
      stranger.ask('PUT', `${at}/check-ins/2026-03-03`),
      stranger.ask('DELETE', `${at}/check-ins/2026-03-04`),
    ]);
    expect(replies.map((reply) => reply.status)).toEqual(Array(8).fill(404));
    const nobodys = await stranger.ask('GET', '/api/v1/habits/3f0e7a53-52f4-4f6e-9d0b-7a0c4b1f6f11');
    expect(replies[0]?.body).toEqual(nobodys.body);
    expect(await stranger.habits()).toEqual([]);
    expect((await stranger.today()).habits).toEqual([]);
    expect([await api.habit(habit), await api.progress(habit)]).toEqual(before);
  });
});
