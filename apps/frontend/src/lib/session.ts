import 'server-only';
import { cookies, headers } from 'next/headers';
import { sessionCookie } from '@habit/contracts';
import type { Session } from '@habit/contracts';
import { requestPathHeader } from './request-path';
import { nextPath } from './next-path';

export async function sessionToken(): Promise<string | undefined> {
  return (await cookies()).get(sessionCookie)?.value || undefined;
}

/** Keeps the token where no script can read it. For server actions and route handlers. */
export async function saveSession({ token, expiresAt }: Session) {
  (await cookies()).set(sessionCookie, token, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: secondsUntil(expiresAt),
    secure: await overHttps(),
  });
}

export async function endSession() {
  (await cookies()).delete(sessionCookie);
}

/** The path of the page that is being rendered, or from which the action was sent. */
export async function currentPath(): Promise<string> {
  return nextPath((await headers()).get(requestPathHeader));
}

/** Whether the browser came by https, perhaps to a proxy in front of us; the first of a chain is the browser's. */
export async function overHttps(): Promise<boolean> {
  return (await headers()).get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

const secondsUntil = (moment: string) => Math.max(0, Math.floor((Date.parse(moment) - Date.now()) / 1000));
