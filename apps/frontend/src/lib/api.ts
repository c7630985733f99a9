import 'server-only';
import { cache } from 'react';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { problemContentType } from '@habit/contracts';
import type {
  Credentials,
  Habit,
  HabitChanges,
  HabitList,
  HabitProgress,
  Heatmap,
  NewHabit,
  NewUser,
  Preferences,
  Problem,
  Session,
  Today,
  User,
} from '@habit/contracts';
import { ApiRefused, ApiUnreachable } from './api-error';
import { environment } from './environment';
import { signInPath } from './next-path';
import { currentPath, sessionToken } from './session';

/** What a write comes back with: being refused is an answer, not a surprise. */
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const register = (user: NewUser) => send<Session>('POST', '/auth/register', { body: user });
export const signIn = (credentials: Credentials) =>
  send<Session>('POST', '/auth/sign-in', { body: credentials });

export const getMe = cache(() => read<User>('/me'));
export const updateMe = (preferences: Preferences) => ask<User>('PATCH', '/me', preferences);
export const deleteMe = () => ask<void>('DELETE', '/me');

export const getToday = () => read<Today>('/today');
export const listHabits = () => read<HabitList>('/habits');
export const getHabit = cache((habitId: string) => read<Habit>(habitPath(habitId)));
export const getProgress = (habitId: string) => read<HabitProgress>(`${habitPath(habitId)}/progress`);
export const getHeatmap = (habitId: string) => read<Heatmap>(`${habitPath(habitId)}/heatmap`);

export const createHabit = (habit: NewHabit) => ask<Habit>('POST', '/habits', habit);
export const updateHabit = (habitId: string, changes: HabitChanges) =>
  ask<Habit>('PATCH', habitPath(habitId), changes);
export const archiveHabit = (habitId: string) => ask<Habit>('POST', `${habitPath(habitId)}/archive`);
export const restoreHabit = (habitId: string) => ask<Habit>('POST', `${habitPath(habitId)}/restore`);

export const recordCheckIn = (habitId: string, day: string) => ask('PUT', checkInPath(habitId, day));
export const removeCheckIn = (habitId: string, day: string) => ask('DELETE', checkInPath(habitId, day));

/** Whether a token is still good; asked before a session is ended. */
export async function isSignedIn(): Promise<boolean> {
  const token = await sessionToken();
  if (token === undefined) return false;
  const answer = await send<User>('GET', '/me', { token });
  // Only a refusal of the token says that it is no longer good; an API in trouble says nothing about it.
  if (!answer.ok && answer.problem.status !== 401)
    throw new ApiUnreachable(`GET /me (${answer.problem.status})`);
  return answer.ok;
}

const habitPath = (habitId: string) => `/habits/${encodeURIComponent(habitId)}`;
const checkInPath = (habitId: string, day: string) =>
  `${habitPath(habitId)}/check-ins/${encodeURIComponent(day)}`;

async function read<T>(path: string): Promise<T> {
  const answer = await ask<T>('GET', path);
  if (answer.ok) return answer.value;
  if (answer.problem.status === 404) notFound();
  throw new ApiRefused(`GET ${path}`, answer.problem);
}

/** Asks as the person who is signed in, and leads to the sign-in page when nobody is any more. */
async function ask<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  const token = await sessionToken();
  if (!token) redirect(signInPath(await currentPath()));
  const answer = await send<T>(method, path, { token, body });
  if (answer.ok || answer.problem.status !== 401) return answer;
  // A page cannot clear a cookie; the route behind this address can.
  redirect(`/session-ended?next=${encodeURIComponent(await currentPath())}`);
}

const patience = 10_000;

async function send<T>(
  method: string,
  path: string,
  { token, body }: { token?: string; body?: unknown },
): Promise<Answer<T>> {
  const what = `${method} ${path}`;
  const response = await fetch(`${environment().NEXT_PUBLIC_API_URL}/api/v1${path}`, {
    method,
    headers: {
      accept: `application/json, ${problemContentType}`,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(await clientAddress()),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: 'no-store',
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
  }).catch((cause: unknown) => {
    throw new ApiUnreachable(what, { cause });
  });
  return readAnswer<T>(what, response);
}

async function readAnswer<T>(what: string, response: Response): Promise<Answer<T>> {
  const text = await response.text().catch((cause: unknown) => {
    throw new ApiUnreachable(what, { cause });
  });
  if (response.ok) return { ok: true, value: (text ? JSON.parse(text) : undefined) as T };
  if (isProblem(response)) return { ok: false, problem: JSON.parse(text) as Problem };
  // A gateway in between answers in its own words when the API is gone.
  throw new ApiUnreachable(`${what} (${response.status})`);
}

const isProblem = (response: Response) =>
  response.headers.get('content-type')?.startsWith(problemContentType);

/** So that the API can limit attempts by browser, and not count all of them as ours. */
async function clientAddress(): Promise<Record<string, string>> {
  const address = (await headers()).get('x-forwarded-for');
  return address ? { 'x-forwarded-for': address } : {};
}
