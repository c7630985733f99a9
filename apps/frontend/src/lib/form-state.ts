import type { Problem } from '@habit/contracts';

/** What a form's action comes back with: why it was refused, and what had been typed. */
export type FormState = {
  message?: string;
  saved?: string;
  /** By the name of the field. */
  errors: Record<string, string>;
  values: Record<string, string[]>;
};

export const untouched: FormState = { errors: {}, values: {} };

export const savedAs = (saved: string): FormState => ({ ...untouched, saved });

/** Fields carry the contract's names, so that the first part of a pointer (`/schedule/times`) is the field. */
export function refusedBy(problem: Problem, form: FormData): FormState {
  const errors: Record<string, string> = {};
  const elsewhere: string[] = [];
  for (const { pointer, message } of problem.errors ?? []) {
    const field = pointer.split('/')[1];
    if (!field) elsewhere.push(message);
    else errors[field] ??= sentence(message);
  }
  const named = Object.keys(errors).length > 0;
  const message = named ? elsewhere.map(sentence).join(' ') : (problem.detail ?? problem.title);
  return { message: message || undefined, errors, values: typed(form) };
}

export function refusedFields(errors: Record<string, string>, form: FormData): FormState {
  return { errors, values: typed(form) };
}

export function refusedWith(message: string, form: FormData): FormState {
  return { message, errors: {}, values: typed(form) };
}

/** What was typed, to be shown again; passwords never travel back. */
function typed(form: FormData): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const name of new Set(form.keys())) {
    if (/password/i.test(name) || name.startsWith('$ACTION')) continue;
    values[name] = form.getAll(name).filter((value) => typeof value === 'string');
  }
  return values;
}

/** The API writes what is wrong with a field without naming it: "must not be empty". */
function sentence(message: string): string {
  const whole = /^(is|must|has|does|was)\b/.test(message) ? `This ${message}` : message;
  const text = whole.charAt(0).toUpperCase() + whole.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The text of a field, without the white space around it. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
