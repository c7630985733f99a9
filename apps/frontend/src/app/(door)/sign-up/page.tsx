import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { ActionForm } from '@/components/action-form';
import { TextField } from '@/components/field';
import { SubmitButton } from '@/components/submit-button';
import { alreadySignedIn } from '@/features/sign-in/already-signed-in';
import { Door } from '@/features/sign-in/door';
import { DetectedTimeZone } from '@/features/sign-in/detected-time-zone';
import { signUpAction } from '@/features/sign-in/sign-in-actions';
import { nextPath, signInPath } from '@/lib/next-path';
import { firstOf } from '@/lib/search-params';

export const metadata: Metadata = { title: 'Create an account' };

export default async function SignUpPage({ searchParams }: PageProps<'/sign-up'>) {
  const next = nextPath(firstOf((await searchParams)['next']));
  if (await alreadySignedIn()) redirect(next);
  return (
    <Door
      title="Start with one habit"
      lead="An email and a password are all it takes. Your habits stay on this server."
      elsewhere={
        <>
          Already have an account?{' '}
          <Link href={signInPath(next)} className="font-medium text-accent underline underline-offset-4">
            Sign in
          </Link>
        </>
      }
    >
      <h2 className="mb-5 text-xl font-semibold">Create an account</h2>
      <ActionForm action={signUpAction}>
        <input type="hidden" name="next" value={next} />
        <TextField name="email" label="Email" type="email" autoComplete="username" maxLength={254} required />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="new-password"
          minLength={10}
          maxLength={200}
          hint="At least 10 characters. A short sentence is easy to remember and hard to guess."
          required
        />
        <DetectedTimeZone />
        <SubmitButton>Create account</SubmitButton>
      </ActionForm>
    </Door>
  );
}
