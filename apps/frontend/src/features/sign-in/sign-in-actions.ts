'use server';

// Actions in this app stand in files of their own and close over nothing: the key with which Next would seal
// captured values is the same in every build, so that equal sources give equal images.

import { redirect } from 'next/navigation';
import { register, signIn } from '@/lib/api';
import type { Answer } from '@/lib/api';
import type { Session } from '@habit/contracts';
import { text } from '@/lib/form-state';
import type { FormState } from '@/lib/form-state';
import { nextPath } from '@/lib/next-path';
import { endSession, saveSession } from '@/lib/session';
import { submit } from '@/lib/submit';

export async function signInAction(_: FormState, form: FormData): Promise<FormState> {
  return enter(form, () => signIn({ email: text(form, 'email'), password: password(form) }));
}

export async function signUpAction(_: FormState, form: FormData): Promise<FormState> {
  const timeZone = text(form, 'timeZone') || undefined;
  return enter(form, () => register({ email: text(form, 'email'), password: password(form), timeZone }));
}

export async function signOutAction() {
  await endSession();
  redirect('/sign-in');
}

async function enter(form: FormData, ask: () => Promise<Answer<Session>>): Promise<FormState> {
  const entered = await submit(form, ask);
  if (!entered.ok) return entered.state;
  await saveSession(entered.value);
  redirect(nextPath(text(form, 'next')));
}

/** As typed: white space may be part of it. */
function password(form: FormData): string {
  const value = form.get('password');
  return typeof value === 'string' ? value : '';
}
