import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runJourney } from './journey.ts';

type Answer = { status: number; body?: unknown };
type Answers = Record<string, (path: string) => Answer>;

const day = '2026-03-04';

/** The answers of a server that does everything right; a test breaks one of them. */
function goodAnswers(): Answers {
  let name = '';
  let deleted = false;
  return {
    'GET /sign-in': () => ({ status: 200, body: '<title>Habit Tracker</title>' }),
    'POST /api/v1/auth/register': () => ({ status: 201, body: {} }),
    'POST /api/v1/auth/sign-in': () => ({ status: 200, body: { token: 'token' } }),
    'POST /api/v1/habits': (body) => {
      name = (JSON.parse(body) as { name: string }).name;
      return { status: 201, body: { id: 'one' } };
    },
    'GET /api/v1/today': () => ({
      status: 200,
      body: { day, habits: [{ habit: { id: 'one' }, progress: { due: true, done: false } }] },
    }),
    [`PUT /api/v1/habits/one/check-ins/${day}`]: () => ({ status: 200, body: {} }),
    'GET /api/v1/habits/one/heatmap': () => ({ status: 200, body: { days: [{ day, done: true }] } }),
    'GET /': () => ({ status: 200, body: `<p>${name}</p>` }),
    'DELETE /api/v1/me': () => {
      deleted = true;
      return { status: 204 };
    },
    'GET /api/v1/me': () => ({ status: deleted ? 401 : 200 }),
  };
}

describe('runJourney', () => {
  let server: Server;
  let calls: string[];

  afterEach(() => new Promise((resolve) => server.close(resolve)));

  async function journeyThrough(answers: Answers) {
    calls = [];
    server = createServer(async (request, response) => {
      const call = `${request.method} ${request.url}`;
      calls.push(call);
      let sent = '';
      for await (const chunk of request) sent += chunk;
      const { status, body } = answers[call]?.(sent) ?? { status: 404 };
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return runJourney(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  it('passes a server that does everything right', async () => {
    const journey = await journeyThrough(goodAnswers());
    expect(journey.steps.filter(({ ok }) => !ok)).toEqual([]);
    expect(journey.ok).toBe(true);
    expect(journey.steps).toHaveLength(9);
  });

  it.each([
    ['open the sign-in page', 'GET /sign-in', { status: 200, body: 'Welcome to nginx' }],
    ['sign up', 'POST /api/v1/auth/register', { status: 502 }],
    ['sign in', 'POST /api/v1/auth/sign-in', { status: 200, body: '<html>' }],
    ['create a habit', 'POST /api/v1/habits', { status: 500 }],
    ['read today', 'GET /api/v1/today', { status: 200, body: { day, habits: [] } }],
    ['check in, twice', `PUT /api/v1/habits/one/check-ins/${day}`, { status: 409 }],
    ['read the heatmap', 'GET /api/v1/habits/one/heatmap', { status: 200, body: { days: [] } }],
    ['open the day’s page', 'GET /', { status: 200, body: 'no habits yet' }],
    ['delete the account', 'GET /api/v1/me', { status: 200 }],
  ])('stops at “%s” when %s answers wrong', async (name, call, answer) => {
    const journey = await journeyThrough({ ...goodAnswers(), [call]: () => answer });
    expect(journey.ok).toBe(false);
    expect(journey.steps.filter(({ ok }) => !ok).map((step) => step.name)).toEqual([name]);
  });

  it('deletes its account even when a step failed', async () => {
    await journeyThrough({ ...goodAnswers(), 'GET /api/v1/today': () => ({ status: 500 }) });
    expect(calls).toContain('DELETE /api/v1/me');
  });

  it('says when nothing answers', async () => {
    await journeyThrough(goodAnswers());
    const journey = await runJourney('http://127.0.0.1:9');
    expect(journey.steps).toEqual([
      expect.objectContaining({ ok: false, detail: expect.stringContaining('got no answer from') }),
    ]);
  });
});
