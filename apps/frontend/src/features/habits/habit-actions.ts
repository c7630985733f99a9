'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { archiveHabit, createHabit, restoreHabit, updateHabit } from '@/lib/api';
import { refusedFields, refusedWith, text } from '@/lib/form-state';
import type { FormState } from '@/lib/form-state';
import { submit } from '@/lib/submit';
import { readHabitForm } from './habit-form';
import { habitIdeas } from './habit-ideas';

export async function createHabitAction(_: FormState, form: FormData): Promise<FormState> {
  const entry = readHabitForm(form);
  if (!entry.ok) return refusedFields(entry.errors, form);
  const created = await submit(form, () => createHabit(entry.habit));
  return created.ok ? show('/') : created.state;
}

export async function updateHabitAction(_: FormState, form: FormData): Promise<FormState> {
  const habitId = text(form, 'habitId');
  const entry = readHabitForm(form);
  if (!entry.ok) return refusedFields(entry.errors, form);
  const updated = await submit(form, () => updateHabit(habitId, entry.habit));
  return updated.ok ? show(`/habits/${habitId}`) : updated.state;
}

export async function addIdeasAction(_: FormState, form: FormData): Promise<FormState> {
  const picked = habitIdeas.filter(({ key }) => form.getAll('idea').includes(key));
  if (picked.length === 0) return refusedWith('Pick at least one, or write your own.', form);
  for (const { habit } of picked) {
    const created = await submit(form, () => createHabit(habit));
    if (!created.ok) return created.state;
  }
  return show('/');
}

export async function setArchivedAction(_: FormState, form: FormData): Promise<FormState> {
  const habitId = text(form, 'habitId');
  const archived = text(form, 'archived') === 'yes';
  const changed = await submit(form, () => (archived ? archiveHabit(habitId) : restoreHabit(habitId)));
  return changed.ok ? show(`/habits/${habitId}`) : changed.state;
}

/** Every page shows habits, so none that the browser still holds is up to date. */
function show(path: string): never {
  revalidatePath('/', 'layout');
  redirect(path);
}
