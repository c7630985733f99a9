import { sql } from 'kysely';
import { testApp } from '../testing/test-app.ts';

const { api, given, log, db } = testApp();

describe('the log', () => {
  it('holds one line per request, with an id that the answer carries too', async () => {
    log.splice(0);
    const reply = await api.ask('GET', '/api/v1/habits?x=secret');
    const line = JSON.parse(log.at(-1) ?? '');
    expect(log).toHaveLength(1);
    expect(line).toMatchObject({ method: 'GET', path: '/api/v1/habits', status: 200, msg: 'answered' });
    expect(line.reqId).toBe(reply.headers['x-request-id']);
    expect(log.join()).not.toContain('secret');
  });

  it('takes over a sound request id, and no other', async () => {
    const ask = async (id: string) =>
      (await api.ask('GET', '/livez', undefined, { 'x-request-id': id })).headers;
    expect((await ask('trace-12345678'))['x-request-id']).toBe('trace-12345678');
    expect((await ask('a\tb{"forged":1}'))['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('never holds a password, a token, a cookie or an Authorization header', async () => {
    const password = 'unmistakable-password';
    const { token } = await given.user({ email: 'logged@example.org', password });
    const headers = { authorization: `Bearer ${token}`, cookie: 'habit_session=unmistakable-cookie' };
    await api.ask('POST', '/api/v1/auth/sign-in', { email: 'logged@example.org', password }, headers);
    await api.ask('POST', '/api/v1/auth/sign-in', `{"password":"${password}"`, headers);
    await api.ask('POST', '/api/v1/auth/register', { email: 'x', password, extra: 1 }, headers);
    await api.ask('GET', '/api/v1/me', undefined, headers);
    await api.ask('GET', '/api/v1/me', undefined, { ...headers, authorization: `Bearer ${token}x` });
    const all = log.join('\n');
    expect(all).toContain('/api/v1/auth/sign-in');
    for (const secret of ['unmistakable', token, token.split('.')[2] ?? token, 'argon2'])
      expect(all).not.toContain(secret);
  });

  it('tells why a request failed, without the row that failed it', async () => {
    await db()
      .schema.alterTable('habits')
      .addCheckConstraint('no_trouble', sql`name <> 'unmistakable name'`)
      .execute();
    log.splice(0);
    const reply = await api.ask('POST', '/api/v1/habits', {
      name: 'unmistakable name',
      schedule: { kind: 'times-per-week', times: 1 },
    });
    await db().schema.alterTable('habits').dropConstraint('no_trouble').execute();
    expect(reply.status).toBe(500);
    expect(JSON.stringify(reply.body)).not.toMatch(/no_trouble|constraint/);
    const failed = JSON.parse(log.find((line) => line.includes('the request failed')) ?? '');
    expect(failed.err).toMatchObject({ code: '23514', stack: expect.stringContaining('no_trouble') });
    expect(log.join()).not.toContain('unmistakable');
  });
});
