import { ActionForm } from '@/components/action-form';
import { TextField } from '@/components/field';
import { SubmitButton } from '@/components/submit-button';
import { deleteAccountAction } from './settings-actions';

/** Opens in place and asks for the email, so that one stray tap deletes nothing. */
export function DeleteAccount({ email }: { email: string }) {
  return (
    <details className="group mt-6 border-t border-line pt-5">
      <summary className="w-fit rounded-sm font-medium text-danger underline-offset-4 hover:underline">
        Delete account
      </summary>
      <p className="mt-3 mb-4 text-ink-soft">
        Deletes your account with every habit and check-in. This can’t be undone.
      </p>
      <ActionForm action={deleteAccountAction}>
        <TextField
          name="confirmation"
          label="Write your email to confirm"
          placeholder={email}
          autoComplete="off"
          required
        />
        <SubmitButton look="danger" className="self-start">
          Delete my account
        </SubmitButton>
      </ActionForm>
    </details>
  );
}
