import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { ActionForm } from '@/components/action-form';
import { TextField } from '@/components/field';
import { SubmitButton } from '@/components/submit-button';
import { signInAction } from '@/features/sign-in/sign-in-actions';
import { Door } from '@/features/sign-in/door';
import { alreadySignedIn } from '@/features/sign-in/already-signed-in';
import { nextPath } from '@/lib/next-path';
import { firstOf } from '@/lib/search-params';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const next = nextPath(firstOf((await searchParams)['next']));
  if (await alreadySignedIn()) redirect(next);
  return (
    <Door
      title="Small things, done often"
      lead="A calm place to keep your habits: see what is due today, tap it when it is done, watch it add up."
      elsewhere={
        <>
          New here?{' '}
          <Link
            href={next === '/' ? '/sign-up' : `/sign-up?next=${encodeURIComponent(next)}`}
            className="font-medium text-accent underline underline-offset-4"
          >
            Create an account
          </Link>
        </>
      }
    >
      <h2 className="mb-5 text-xl font-semibold">Sign in</h2>
      <ActionForm action={signInAction}>
        <input type="hidden" name="next" value={next} />
        <TextField name="email" label="Email" type="email" autoComplete="username" maxLength={254} required />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          maxLength={200}
          required
        />
        <SubmitButton>Sign in</SubmitButton>
      </ActionForm>
    </Door>
  );
}
