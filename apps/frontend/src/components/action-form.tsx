'use client';

import {
  createContext,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { untouched } from '@/lib/form-state';
import type { FormState } from '@/lib/form-state';
import { cn } from '@/lib/cn';
import { Notice } from './notice';

const FormContext = createContext<{ state: FormState; pending: boolean }>({
  state: untouched,
  pending: false,
});

export const useForm = () => useContext(FormContext);

/** The error of one field, and what had been typed into it. */
export function useField(name: string) {
  const { state } = useForm();
  return { error: state.errors[name], typed: state.values[name] };
}

/**
 * A form whose action says what was refused. Without JavaScript the browser sends it and the page comes back
 * with the same words; with it, nothing that was typed is cleared.
 */
export function ActionForm({
  action,
  noValidate,
  className,
  children,
}: {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** Leaves all checking to the action, for forms that hide some of their fields. */
  noValidate?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const form = useRef<HTMLFormElement>(null);
  const [state, send, pending] = useActionState(action, untouched);
  const [offline, setOffline] = useState(false);

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]')?.focus();
  }, [state]);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    setOffline(!navigator.onLine);
    if (!navigator.onLine) return;
    const entered = new FormData(event.currentTarget, event.nativeEvent.submitter);
    startTransition(() => send(entered));
  };

  return (
    <FormContext value={{ state, pending }}>
      <form
        ref={form}
        action={send}
        onSubmit={submit}
        noValidate={noValidate}
        className={cn('flex flex-col gap-5', className)}
      >
        {children}
        {offline && (
          <Notice kind="problem">You are offline, so nothing was sent. Try again when you are back.</Notice>
        )}
        {!offline && state.message && <Notice kind="problem">{state.message}</Notice>}
        {!offline && state.saved && <Notice kind="done">{state.saved}</Notice>}
      </form>
    </FormContext>
  );
}
