'use client';

import { startTransition, useActionState, useOptimistic, useState } from 'react';
import type { SubmitEvent } from 'react';
import { unstable_rethrow } from 'next/navigation';
import { setCheckInAction } from './check-in-actions';
import type { CheckInProblem } from './check-in-actions';
import { readCheckInChange } from './check-in-change';
import type { CheckInChange } from './check-in-change';

const unsent = 'That was not saved: there is no connection. Try again when you are back online.';

/**
 * Check-ins that answer at once: what was pressed shows before the server has agreed, and goes back by itself
 * when it does not. `form` belongs to the forms around the buttons, which also work without JavaScript.
 */
export function useCheckIns<Shown>(saved: Shown, apply: (shown: Shown, change: CheckInChange) => Shown) {
  const [refused, action] = useActionState(setCheckInAction, null);
  const [problem, setProblem] = useState<CheckInProblem | null>(null);
  const [shown, show] = useOptimistic(saved, apply);

  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget, event.nativeEvent.submitter);
    const change = readCheckInChange(form);
    if (!change) return;
    startTransition(async () => {
      show(change);
      const answer = await send(form, change);
      startTransition(() => setProblem(answer));
    });
  };

  return { shown, problem: problem ?? refused, form: { action, onSubmit } };
}

async function send(form: FormData, { habitId }: CheckInChange): Promise<CheckInProblem | null> {
  try {
    return await setCheckInAction(null, form);
  } catch (error) {
    unstable_rethrow(error);
    return { habitId, message: unsent };
  }
}
