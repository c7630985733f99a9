'use server';

import { cookies } from 'next/headers';
import { overHttps } from '@/lib/session';
import { themeCookie, themeFrom } from '@/lib/theme';

const year = 365 * 24 * 60 * 60;

export async function setThemeAction(form: FormData) {
  (await cookies()).set(themeCookie, themeFrom(form.get('theme')), {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    maxAge: year,
    secure: await overHttps(),
  });
}
