import { randomBytes } from 'node:crypto';
import { sessionCookie } from '@habit/contracts';
import type { Habit, Heatmap, NewHabit, Session, Today } from '@habit/contracts';
import { send, StepError } from './client.ts';

export interface Step {
  name: string;
  ok: boolean;
  /** Wall time in milliseconds. */
  ms: number;
  /** Why it failed. */
  detail?: string;
}

export interface Journey {
  ok: boolean;
  url: string;
  steps: Step[];
}

/**
 * Does what a new user does on a first morning, through the frontend at `url`: open, sign up, sign in, create a
 * habit, check in, look at the heatmap, open the day's page. The account is deleted at the end, whatever happened.
 * Stops at the first step that fails and tells it as an answer; never throws. `report` hears of each step as it ends.
 */
export async function runJourney(url: string, report: (step: Step) => void = () => {}): Promise<Journey> {
  const steps: Step[] = [];
  const step = async <Result>(name: string, act: () => Promise<Result>): Promise<Result> => {
    const started = performance.now();
    const end = (outcome: Pick<Step, 'ok' | 'detail'>) => {
      const done = { name, ...outcome, ms: Math.round(performance.now() - started) };
      steps.push(done);
      report(done);
    };
    try {
      const result = await act();
      end({ ok: true });
      return result;
    } catch (error) {
      end({ ok: false, detail: (error as Error).message });
      throw error;
    }
  };

  await firstMorning(url, step).catch(() => {});
  return { ok: steps.every(({ ok }) => ok), url, steps };
}

type StepRunner = <Result>(name: string, act: () => Promise<Result>) => Promise<Result>;

async function firstMorning(url: string, step: StepRunner): Promise<void> {
  const at = (path: string) => new URL(path, url);
  const user = {
    email: `journey-${randomBytes(8).toString('hex')}@example.com`,
    password: randomBytes(18).toString('base64url'),
  };
  const habit: NewHabit = {
    name: `Read ten pages ${randomBytes(3).toString('hex')}`,
    schedule: { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  };

  await step('open the sign-in page', async () => {
    expectToHold(await send(at('/sign-in'), [200]), 'Habit Tracker', 'The page at /sign-in');
  });
  await step('sign up', () => send(at('/api/v1/auth/register'), [201], { method: 'POST', body: user }));
  const { token } = await step('sign in', async () =>
    parse<Session>(await send(at('/api/v1/auth/sign-in'), [200], { method: 'POST', body: user })),
  );
  try {
    await useHabit(at, step, token, habit);
  } finally {
    await step('delete the account', async () => {
      await send(at('/api/v1/me'), [204], { method: 'DELETE', token });
      await send(at('/api/v1/me'), [401], { token });
    });
  }
}

async function useHabit(
  at: (path: string) => URL,
  step: StepRunner,
  token: string,
  habit: NewHabit,
): Promise<void> {
  const { id } = await step('create a habit', async () =>
    parse<Habit>(await send(at('/api/v1/habits'), [201], { method: 'POST', token, body: habit })),
  );
  const { day } = await step('read today', async () => {
    const today = parse<Today>(await send(at('/api/v1/today'), [200], { token }));
    if (!today.habits.some((each) => each.habit.id === id && each.progress.due && !each.progress.done)) {
      throw new StepError('The new habit is not due today.');
    }
    return today;
  });
  // Twice, since a tap may be sent twice: it must stay one check-in.
  await step('check in, twice', async () => {
    await send(at(`/api/v1/habits/${id}/check-ins/${day}`), [200], { method: 'PUT', token });
    await send(at(`/api/v1/habits/${id}/check-ins/${day}`), [200], { method: 'PUT', token });
  });
  await step('read the heatmap', async () => {
    const heatmap = parse<Heatmap>(await send(at(`/api/v1/habits/${id}/heatmap`), [200], { token }));
    const done = heatmap.days.filter((each) => each.done).map((each) => each.day);
    if (done.join() !== day)
      throw new StepError(`The heatmap shows [${done.join()}] as done instead of ${day}.`);
  });
  await step('open the day’s page', async () => {
    const page = await send(at('/'), [200], { cookie: `${sessionCookie}=${token}` });
    expectToHold(page, habit.name, 'The page of the day');
  });
}

function parse<Shape>(text: string): Shape {
  try {
    return JSON.parse(text) as Shape;
  } catch {
    throw new StepError(`The answer is not JSON: ${text.slice(0, 200)}`);
  }
}

function expectToHold(page: string, words: string, where: string): void {
  if (!page.includes(words)) throw new StepError(`${where} does not show “${words}”.`);
}
