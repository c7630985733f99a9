import type { Problem } from '@habit/contracts';
import { password } from '@habit/testing';
import { testApp } from '../testing/test-app.ts';
import { defaultLimits } from './rate-limits.ts';

const { api, given } = testApp({
  limits: {
    everything: { max: 40, seconds: 60 },
    register: { max: 20, seconds: 60 },
    signIn: { max: 3, seconds: 60 },
    signInFromAnywhere: { max: 6, seconds: 60 },
    signInAnywhere: { max: 8, seconds: 60 },
  },
});

// Trusted as a proxy is the loopback, where injected requests come from.
const from = (ip: string) => ({ 'x-forwarded-for': ip });
const signIn = (email: string, ip: string, secret = password) =>
  api.ask<Problem>('POST', '/api/v1/auth/sign-in', { email, password: secret }, from(ip));

describe('the limits', () => {
  it('stop guessing at one account from one address, and nobody else', async () => {
    await given.user({ email: 'ann@example.org' });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await signIn('ann@example.org', '203.0.113.1', 'wrong')).status).toBe(401);
    }
    const stopped = await signIn('ANN@example.org', '203.0.113.1');
    expect(stopped.status).toBe(429);
    expect(stopped.headers['content-type']).toBe('application/problem+json');
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    expect(stopped.body.detail).toMatch(/^Too many requests. Wait \d+ seconds, then try again.$/);

    expect((await signIn('ann@example.org', '203.0.113.2')).status).toBe(200);
    expect((await signIn('somebody@example.org', '203.0.113.1')).status).toBe(401);
  });

  it('stop guessing at one account from many addresses', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 7; at += 1) {
      statuses.push((await signIn('eve@example.org', `198.51.100.${at}`, 'wrong')).status);
    }
    expect(statuses).toEqual([...Array<number>(6).fill(401), 429]);
  });

  it('stop guessing at many accounts from one address', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 9; at += 1)
      statuses.push((await signIn(`user${at}@example.org`, '203.0.113.3')).status);
    expect(statuses).toEqual([...Array<number>(8).fill(401), 429]);
  });

  it('stop making accounts without end', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 21; at += 1) {
      const user = { email: `many${at}@example.org`, password };
      statuses.push((await api.ask('POST', '/api/v1/auth/register', user, from('203.0.113.4'))).status);
    }
    expect(statuses).toEqual([...Array<number>(20).fill(201), 429]);
  });

  it('stop one address from asking without end, but never the probes', async () => {
    const statuses: number[] = [];
    let last;
    for (let at = 0; at < 41; at += 1) {
      last = await api.ask<Problem>('GET', '/api/v1/me', undefined, from('203.0.113.5'));
      statuses.push(last.status);
    }
    expect(statuses).toEqual([...Array<number>(40).fill(200), 429]);
    expect(last?.headers['retry-after']).toBeDefined();
    expect(last?.body).toMatchObject({ status: 429, title: 'Too Many Requests' });
    for (let at = 0; at < 50; at += 1) {
      expect((await api.ask('GET', '/livez', undefined, from('203.0.113.5'))).status).toBe(200);
    }
  });

  it('are by default far above what people do', () => {
    expect(defaultLimits.everything.max / defaultLimits.everything.seconds).toBeGreaterThanOrEqual(50);
  });
});
