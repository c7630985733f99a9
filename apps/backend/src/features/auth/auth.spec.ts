import type { Problem, Session } from '@habit/contracts';
import { password } from '@habit/testing';
import { jwtVerify, SignJWT, UnsecuredJWT } from 'jose';
import { session, testApp } from '../../testing/test-app.ts';

const { api, given, clock, db } = testApp();

const register = (body: unknown) => api.ask<Session & Problem>('POST', '/api/v1/auth/register', body);
const signIn = (email: string, secret: string) =>
  api.ask<Session & Problem>('POST', '/api/v1/auth/sign-in', { email, password: secret });

describe('registering', () => {
  it('makes an account and signs it in', async () => {
    const reply = await register({ email: 'Ann@example.org', password, timeZone: 'Europe/London' });
    expect(reply.status).toBe(201);
    expect(reply.body.user).toEqual({
      id: expect.any(String),
      email: 'Ann@example.org',
      timeZone: 'Europe/London',
      dayStartMinute: 0,
    });
    expect(reply.body.expiresAt).toBe('2026-04-03T12:00:00.000Z');
    expect(await api.signedInAs(reply.body).me()).toEqual(reply.body.user);
  });

  it('keeps argon2id of the password, and nothing else of it', async () => {
    const { user } = await given.user({ password: 'unmistakable words' });
    const row = await db()
      .selectFrom('users')
      .selectAll()
      .where('id', '=', user.id)
      .executeTakeFirstOrThrow();
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(row)).not.toContain('unmistakable');
  });

  it('takes an address once, in whatever capitals', async () => {
    await register({ email: 'bob@example.org', password });
    const again = await register({ email: 'BOB@Example.org', password });
    expect(again.status).toBe(409);
    expect(again.headers['content-type']).toContain('application/problem+json');
  });

  it('makes one account when the same address comes many times at once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => register({ email: 'race@example.org', password })),
    );
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, ...Array<number>(9).fill(409)]);
  });

  it('refuses a short password and an address that is none', async () => {
    const reply = await register({ email: 'ann', password: 'short' });
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toEqual([
      { in: 'body', pointer: '/email', message: 'must be an email address' },
      { in: 'body', pointer: '/password', message: 'must have at least 10 characters' },
    ]);
  });

  it('refuses a time zone that nobody knows', async () => {
    const reply = await register({ email: 'eve@example.org', password, timeZone: 'Mars/Olympus' });
    expect(reply.status).toBe(422);
    expect(reply.body.errors?.[0]?.pointer).toBe('/timeZone');
  });
});

describe('signing in', () => {
  it('takes the address in whatever capitals', async () => {
    const { user } = await given.user({ email: 'carol@example.org' });
    const reply = await signIn('CAROL@example.org', password);
    expect(reply.status).toBe(200);
    expect(reply.body.user).toEqual(user);
  });

  it('says the same to a wrong password and to an unknown address, and takes as long', async () => {
    await given.user({ email: 'dave@example.org' });
    const time = async (email: string) => {
      const start = performance.now();
      const reply = await signIn(email, 'not the password');
      return { ms: performance.now() - start, reply };
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const wrong = await time('dave@example.org');
      const nobody = await time(`nobody-${round}@example.org`);
      expect([wrong.reply.status, nobody.reply.status]).toEqual([401, 401]);
      expect(nobody.reply.body).toEqual(wrong.reply.body);
      expect(nobody.reply.headers['www-authenticate']).toBe('Bearer');
      known.push(wrong.ms);
      unknown.push(nobody.ms);
    }
    // Without the comparison it would take a tenth; the margin is for a busy machine.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
  });
});

describe('a session', () => {
  const withToken = (token: string) =>
    api.ask('GET', '/api/v1/me', undefined, { authorization: `Bearer ${token}` });
  const claims = (userId: string) => ({
    sub: userId,
    iss: 'habit-tracker',
    exp: clock.now().getTime() / 1000 + 600,
  });
  const sign = (userId: string, alg: string, secret: string = session.secret) =>
    new SignJWT(claims(userId)).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));

  it('holds for thirty days and not longer', async () => {
    clock.advance({ days: 30, seconds: -1 });
    expect((await api.ask('GET', '/api/v1/me')).status).toBe(200);
    clock.advance({ seconds: 1 });
    expect((await api.ask('GET', '/api/v1/me')).status).toBe(401);
  });

  it('is accepted when it is signed as configured', async () => {
    const { user } = await given.user();
    expect((await withToken(await sign(user.id, 'HS256'))).status).toBe(200);
  });

  it('that the previous secret signed holds until it runs out', async () => {
    const { user } = await given.user();
    const token = await sign(user.id, 'HS256', session.previousSecret);
    clock.advance({ seconds: 599 });
    expect((await withToken(token)).status).toBe(200);
    clock.advance({ seconds: 1 });
    expect((await withToken(token)).status).toBe(401);
  });

  it('is never signed with the previous secret', async () => {
    const { token } = await given.user();
    const verify = (secret: string) =>
      jwtVerify(token, new TextEncoder().encode(secret), { currentDate: clock.now() });
    await expect(verify(session.previousSecret)).rejects.toThrow('signature verification failed');
    expect((await verify(session.secret)).payload.iss).toBe('habit-tracker');
  });

  it.each<[string, (userId: string) => Promise<string> | string]>([
    ['is no token', () => 'nonsense'],
    ['has no signature', (id) => new UnsecuredJWT(claims(id)).encode()],
    ['is signed with another algorithm', (id) => sign(id, 'HS512')],
    [
      'is signed with another algorithm and the previous secret',
      (id) => sign(id, 'HS512', session.previousSecret),
    ],
    ['is signed with another secret', (id) => sign(id, 'HS256', 'another secret that is long enough')],
    [
      'was changed',
      async (id) => {
        const [header, , signature] = (await sign(id, 'HS256')).split('.');
        const payload = Buffer.from(JSON.stringify({ ...claims(id), admin: true })).toString('base64url');
        return `${header}.${payload}.${signature}`;
      },
    ],
    [
      'never ends',
      (id) =>
        new SignJWT({ sub: id, iss: 'habit-tracker' })
          .setProtectedHeader({ alg: 'HS256' })
          .sign(new TextEncoder().encode(session.secret)),
    ],
    ['names somebody who never was', () => sign('3f0e7a53-52f4-4f6e-9d0b-7a0c4b1f6f11', 'HS256')],
    ['names nobody', () => sign('not an id', 'HS256')],
  ])('that %s is refused', async (_, make) => {
    const { user } = await given.user();
    const reply = await withToken(await make(user.id));
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
  });

  it('is asked for when there is none', async () => {
    const reply = await api.ask('GET', '/api/v1/me', undefined, { authorization: 'Basic YTpi' });
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer');
  });
});
