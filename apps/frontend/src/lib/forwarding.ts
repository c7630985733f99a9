import { problemContentType } from '@habit/contracts';
import type { Problem } from '@habit/contracts';

// They speak of one connection, or of a body whose length and coding are set anew.
const requestHop = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'host',
  'content-length',
  'expect',
];
const responseHop = ['content-encoding', 'content-length', 'transfer-encoding', 'connection', 'keep-alive'];

/** The session becomes a bearer token, unless the caller brought one; no cookie goes any further. */
export function forwardedHeaders(headers: Headers, token: string | undefined): Headers {
  const forwarded = without(headers, [...requestHop, 'cookie']);
  if (token && !forwarded.has('authorization')) forwarded.set('authorization', `Bearer ${token}`);
  return forwarded;
}

export const returnedHeaders = (headers: Headers) => without(headers, responseHop);

function without(headers: Headers, names: string[]): Headers {
  const rest = new Headers(headers);
  for (const name of names) rest.delete(name);
  return rest;
}

const readOnly = ['GET', 'HEAD', 'OPTIONS'];
export const changesState = (method: string) => !readOnly.includes(method);

/** Whether one of our own pages sent this; a cookie alone proves only that the browser holds it. */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin';
  const origin = headers.get('origin');
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}

export function problemResponse(status: number, title: string, detail: string): Response {
  const problem: Problem = { type: 'about:blank', title, status, detail };
  return Response.json(problem, { status, headers: { 'content-type': problemContentType } });
}
