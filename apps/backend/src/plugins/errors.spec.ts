import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Problem } from '@habit/contracts';
import { testApp } from '../testing/test-app.ts';

const { api, given, app } = testApp();

const json = { 'content-type': 'application/json' };

describe('a request that is not right', () => {
  it.each<[string, string, string, string | undefined, Record<string, string>, number, string]>([
    ['bad JSON', 'POST', '/api/v1/habits', '{"name":', json, 400, 'The body is not valid JSON.'],
    ['an empty body', 'POST', '/api/v1/habits', '', json, 400, 'The body is empty, but'],
    ['no body', 'POST', '/api/v1/habits', undefined, {}, 400, 'Some fields were refused.'],
    ['a list', 'POST', '/api/v1/habits', '[]', json, 400, 'Some fields were refused.'],
    ['null', 'POST', '/api/v1/habits', 'null', json, 400, 'Some fields were refused.'],
    [
      'a poisoned prototype',
      'POST',
      '/api/v1/habits',
      '{"__proto__":{"x":1}}',
      json,
      400,
      'The body is not valid JSON.',
    ],
    [
      'a deep body',
      'POST',
      '/api/v1/habits',
      '['.repeat(30_000) + ']'.repeat(30_000),
      json,
      400,
      'Some fields',
    ],
    [
      'a large body',
      'POST',
      '/api/v1/habits',
      JSON.stringify('x'.repeat(70_000)),
      json,
      413,
      'The body is too large.',
    ],
    [
      'text',
      'POST',
      '/api/v1/habits',
      'name=a',
      { 'content-type': 'text/plain' },
      415,
      'The body must be JSON',
    ],
    ['no content type', 'POST', '/api/v1/habits', '{}', { 'content-type': '' }, 415, 'The body must be JSON'],
    [
      'a body that nobody asked for',
      'PUT',
      '/api/v1/habits/ID/check-ins/2026-03-04',
      '{"note":"x"}',
      json,
      400,
      'This request takes no body.',
    ],
    ['an id that is none', 'GET', '/api/v1/habits/17', undefined, {}, 400, 'Some fields were refused.'],
    ['an unknown route', 'GET', '/api/v1/goals', undefined, {}, 404, 'There is nothing at /api/v1/goals.'],
    [
      'the wrong method',
      'DELETE',
      '/api/v1/habits',
      undefined,
      {},
      405,
      '/api/v1/habits takes GET, HEAD, POST, not DELETE.',
    ],
    [
      'a method that nothing takes',
      'OPTIONS',
      '/api/v1/today',
      undefined,
      {},
      405,
      '/api/v1/today takes GET, HEAD',
    ],
    [
      'a broken address',
      'GET',
      '/api/v1/habits/%zz',
      undefined,
      {},
      400,
      'The address of the request is not valid.',
    ],
    [
      'a long address',
      'GET',
      `/api/v1/habits/${'a'.repeat(500)}`,
      undefined,
      {},
      414,
      'The address of the request is too long.',
    ],
  ])('with %s is answered with a problem', async (_, method, path, body, headers, status, detail) => {
    const habit = await given.habit();
    const reply = await api.ask<Problem>(method, path.replace('ID', habit.id), body, headers);
    expect(reply.status).toBe(status);
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.body).toMatchObject({ type: 'about:blank', title: expect.any(String), status });
    expect(reply.body.detail).toContain(detail);
    expect((await api.habits()).map((each) => each.id)).toEqual([habit.id]);
  });

  it('is told which methods there are', async () => {
    expect((await api.ask('DELETE', '/api/v1/habits')).headers['allow']).toBe('GET, HEAD, POST');
  });

  it('is told every field that was refused, with escaped pointers', async () => {
    const body = { name: '', 'a/b~c': 1, schedule: { kind: 'every-days', everyDays: 0 } };
    const reply = await api.ask<Problem>('POST', '/api/v1/habits', body);
    expect(reply.body.errors).toEqual([
      { in: 'body', pointer: '/a~1b~0c', message: 'is not known here' },
      { in: 'body', pointer: '/name', message: 'must have at least 1 characters' },
      { in: 'body', pointer: '/name', message: 'must not be blank' },
      { in: 'body', pointer: '/schedule/anchor', message: 'is missing' },
      { in: 'body', pointer: '/schedule/everyDays', message: 'must be >= 1' },
    ]);
  });

  it('is told the beginning of a long list of wrong things, and keeps nobody waiting', async () => {
    const weekdays = Array.from({ length: 30_000 }, () => 9);
    const body = { name: 'a', schedule: { kind: 'weekdays', weekdays } };
    const reply = await api.ask<Problem>('POST', '/api/v1/habits', body);
    expect(reply.status).toBe(400);
    expect(reply.body.errors?.length).toBeLessThan(30);
    expect(reply.body.errors).toContainEqual({
      in: 'body',
      pointer: '/schedule/weekdays/0',
      message: 'must be <= 7',
    });
  });

  it('is told which schedules there are', async () => {
    const reply = await api.ask<Problem>('POST', '/api/v1/habits', {
      name: 'a',
      schedule: { kind: 'hourly' },
    });
    expect(reply.body.errors).toEqual([
      {
        in: 'body',
        pointer: '/schedule/kind',
        message: 'must be one of "weekdays", "every-days", "times-per-week", "times-per-month"',
      },
    ]);
  });
});

describe('a request without a body', () => {
  it('may name JSON all the same where none is expected', async () => {
    const habit = await given.habit();
    for (const [method, path] of [
      ['POST', 'archive'],
      ['PUT', 'check-ins/2026-03-04'],
      ['DELETE', 'check-ins/2026-03-04'],
    ] as const) {
      const reply = await api.ask(method, `/api/v1/habits/${habit.id}/${path}`, '', json);
      expect([path, reply.status]).toEqual([path, method === 'DELETE' ? 204 : 200]);
    }
  });
});

describe('what is not even HTTP', () => {
  const answerTo = async (bytes: string): Promise<string> => {
    if (!app().server.listening) await app().listen({ host: '127.0.0.1', port: 0 });
    const { port } = app().server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (text) => (answer += text));
    socket.write(bytes);
    await once(socket, 'close');
    return answer;
  };

  it.each([
    ['GARBAGE\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('is answered with a problem (%#)', async (bytes, status) => {
    const answer = await answerTo(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('Content-Type: application/problem+json\r\n');
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status });
  });
});

describe('every answer', () => {
  it('tells browsers to keep, sniff and frame nothing', async () => {
    for (const path of ['/api/v1/me', '/api/v1/goals', '/health']) {
      expect((await api.ask('GET', path)).headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
    }
  });

  it('allows no other site to read it', async () => {
    const reply = await api.ask('GET', '/api/v1/me', undefined, { origin: 'https://elsewhere.example' });
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});
