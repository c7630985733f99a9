'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { deleteMe, getMe, updateMe } from '@/lib/api';
import { minuteOf } from '@/lib/day';
import { refusedFields, savedAs, text } from '@/lib/form-state';
import type { FormState } from '@/lib/form-state';
import { endSession } from '@/lib/session';
import { submit } from '@/lib/submit';

export async function savePreferencesAction(_: FormState, form: FormData): Promise<FormState> {
  const dayStartMinute = minuteOf(text(form, 'dayStartMinute'));
  if (dayStartMinute === undefined) {
    return refusedFields({ dayStartMinute: 'Write a time of day, like 03:00.' }, form);
  }
  const saved = await submit(form, () => updateMe({ timeZone: text(form, 'timeZone'), dayStartMinute }));
  if (!saved.ok) return saved.state;
  revalidatePath('/', 'layout');
  return savedAs('Saved.');
}

/** For good, so the email must be written out; it is compared here, not only in the browser. */
export async function deleteAccountAction(_: FormState, form: FormData): Promise<FormState> {
  const deleted = await submit(form, async () => {
    const { email } = await getMe();
    return text(form, 'confirmation').toLowerCase() === email.toLowerCase()
      ? deleteMe()
      : { ok: false, problem: notConfirmed };
  });
  if (!deleted.ok) return deleted.state;
  await endSession();
  redirect('/sign-up');
}

const notConfirmed = {
  type: 'about:blank',
  title: 'Not confirmed',
  status: 400,
  errors: [
    {
      pointer: '/confirmation',
      in: 'body',
      message: 'Write your email exactly, so that nothing is deleted by mistake.',
    },
  ],
};
