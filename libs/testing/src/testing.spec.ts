import type { ApiRequest } from './index.ts';
import { apiClient, builders, daily, fixedClock } from './index.ts';

describe('the fixed clock', () => {
  it('stands still until it is moved', () => {
    const clock = fixedClock('2026-03-04T12:00:00Z');
    clock.advance({ days: 1, hours: -1, seconds: 5 });
    expect(clock.now().toISOString()).toBe('2026-03-05T11:00:05.000Z');
    clock.moveTo('2026-01-01T00:00:00Z');
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('refuses what is no instant', () => {
    expect(() => fixedClock('yesterday')).toThrow('is no instant');
  });
});

describe('the client and its builders', () => {
  const requests: ApiRequest[] = [];
  const answering = (status: number, body: unknown) =>
    apiClient(async (request) => {
      requests.push(request);
      return { status, headers: {}, body };
    });

  beforeEach(() => requests.splice(0));

  it('fill in what a sentence does not mention', async () => {
    const given = builders(answering(201, { id: 'h' }));
    await given.habit({ name: 'Walk', checkIns: ['2026-03-04'] });
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /api/v1/habits',
      'PUT /api/v1/habits/h/check-ins/2026-03-04',
    ]);
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ name: 'Walk', schedule: daily });
  });

  it('never use an address twice', async () => {
    const given = builders(answering(201, {}));
    await given.user();
    await given.user();
    const [first, second] = requests.map(({ body }) => JSON.parse(body ?? '').email);
    expect(first).not.toBe(second);
  });

  it('fail with the answer when it is not a good one', async () => {
    await expect(answering(404, { title: 'Not Found' }).me()).rejects.toThrow(
      'GET /api/v1/me was answered with 404: {"title":"Not Found"}',
    );
  });

  it('ask as the user that they became', async () => {
    const api = answering(200, {});
    api.become({ token: 'abc' } as never);
    await api.me();
    expect(requests[0]?.headers).toEqual({ authorization: 'Bearer abc' });
  });
});
