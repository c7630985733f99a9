import 'server-only';
import type { Answer } from './api';
import { refusedBy, refusedWith } from './form-state';
import type { FormState } from './form-state';
import { reachApi, unreachableMessage } from './reach-api';

export type Submitted<T> = { ok: true; value: T } | { ok: false; state: FormState };

/** Sends what a form asks for; a refusal comes back as the form's next state. */
export async function submit<T>(form: FormData, ask: () => Promise<Answer<T>>): Promise<Submitted<T>> {
  const answer = await reachApi(ask, () => undefined);
  if (!answer) return { ok: false, state: refusedWith(unreachableMessage, form) };
  return answer.ok ? answer : { ok: false, state: refusedBy(answer.problem, form) };
}
