'use server';

import { revalidatePath } from 'next/cache';
import { recordCheckIn, removeCheckIn } from '@/lib/api';
import { problemText } from '@/lib/api-error';
import { reachApi, unreachableMessage } from '@/lib/reach-api';
import { readCheckInChange } from './check-in-change';

/** Why the last press was not saved, and of which habit. */
export type CheckInProblem = { habitId: string; message: string };

/** Checks a habit in on a day, or takes that back; sent by the button of the day. */
export async function setCheckInAction(
  _: CheckInProblem | null,
  form: FormData,
): Promise<CheckInProblem | null> {
  const change = readCheckInChange(form);
  if (!change) return null;

  const { habitId, day, done } = change;
  const answer = await reachApi(
    () => (done ? recordCheckIn(habitId, day) : removeCheckIn(habitId, day)),
    () => undefined,
  );
  if (!answer) return { habitId, message: unreachableMessage };
  if (!answer.ok) return { habitId, message: problemText(answer.problem) };
  revalidatePath('/', 'layout');
  return null;
}
