import type { Problem } from '@habit/contracts';
import { testApp } from '../../testing/test-app.ts';

const { api, given, clock, db } = testApp();

describe('preferences', () => {
  it('change one at a time', async () => {
    const before = await api.me();
    expect(await api.changePreferences({ timeZone: 'America/New_York' })).toEqual({
      ...before,
      timeZone: 'America/New_York',
    });
    expect(await api.changePreferences({ dayStartMinute: 180 })).toEqual({
      ...before,
      timeZone: 'America/New_York',
      dayStartMinute: 180,
    });
    expect(await api.me()).toMatchObject({ timeZone: 'America/New_York', dayStartMinute: 180 });
  });

  it('decide which day it is', async () => {
    clock.moveTo('2026-03-05T03:00:00Z');
    expect((await api.today()).day).toBe('2026-03-05');
    await api.changePreferences({ dayStartMinute: 240 });
    expect((await api.today()).day).toBe('2026-03-04');
    await api.changePreferences({ timeZone: 'Pacific/Kiritimati' });
    expect((await api.today()).day).toBe('2026-03-05');
  });

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 422],
    [{ timeZone: 'UTC\0' }, 400],
    [{ dayStartMinute: 1440 }, 400],
    [{ dayStartMinute: '180' }, 400],
    [{ email: 'new@example.org' }, 400],
    [{}, 400],
  ])('%j are refused', async (changes, status) => {
    const reply = await api.ask<Problem>('PATCH', '/api/v1/me', changes);
    expect(reply.status).toBe(status);
  });
});

describe('deleting the account', () => {
  it('deletes all that it holds, and ends its sessions', async () => {
    const { user } = await given.user();
    const other = await given.habit({ checkIns: ['2026-03-04'] });
    const leaving = api.signedInAs(await given.user());
    const habit = await leaving.createHabit({ name: 'Run', schedule: { kind: 'times-per-week', times: 2 } });
    await leaving.checkIn(habit, '2026-03-04');
    await leaving.archive(habit);

    await leaving.deleteMe();

    expect((await leaving.ask('GET', '/api/v1/me')).status).toBe(401);
    for (const table of ['habit_versions', 'habit_pauses', 'check_ins'] as const) {
      expect(
        await db().selectFrom(table).select('habit_id').where('habit_id', '=', habit.id).execute(),
      ).toEqual([]);
    }
    expect((await api.habits()).map((each) => each.id)).toEqual([other.id]);
    expect(await db().selectFrom('users').select('id').where('id', '=', user.id).execute()).toHaveLength(1);
  });
});
