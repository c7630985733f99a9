import type { HabitColor, NewHabit, Schedule } from '@habit/contracts';
import { text } from '@/lib/form-state';

/** The habit that a form describes, or what is missing by field. Anything finer is the API's to refuse. */
export type HabitEntry =
  | {
      ok: true;
      habit: Required<Pick<NewHabit, 'name' | 'note' | 'schedule' | 'weekStart'>> & { color: HabitColor };
    }
  | { ok: false; errors: Record<string, string> };

export function readHabitForm(form: FormData): HabitEntry {
  const errors: Record<string, string> = {};
  const name = text(form, 'name');
  if (!name) errors['name'] = 'Give the habit a name.';
  const schedule = readSchedule(form);
  if (typeof schedule === 'string') errors['schedule'] = schedule;
  if (typeof schedule === 'string' || !name) return { ok: false, errors };
  return {
    ok: true,
    habit: {
      name,
      note: text(form, 'note'),
      color: text(form, 'color') as HabitColor,
      schedule,
      weekStart: Number(text(form, 'weekStart')),
    },
  };
}

/** A schedule, or the sentence that says what it lacks. */
function readSchedule(form: FormData): Schedule | string {
  const kind = text(form, 'schedule');
  switch (kind) {
    case 'weekdays': {
      const weekdays = form.getAll('weekdays').map(Number);
      return weekdays.length > 0 ? { kind, weekdays } : 'Choose at least one day of the week.';
    }
    case 'every-days': {
      const everyDays = wholeNumber(form, 'everyDays', 1, 365);
      const anchor = text(form, 'anchor');
      if (everyDays === undefined) return 'Say after how many days, from 1 to 365.';
      return anchor ? { kind, everyDays, anchor } : 'Choose the day from which to count.';
    }
    case 'times-per-week': {
      const times = wholeNumber(form, 'timesPerWeek', 1, 7);
      return times === undefined ? 'Say how often a week, from 1 to 7.' : { kind, times };
    }
    case 'times-per-month': {
      const times = wholeNumber(form, 'timesPerMonth', 1, 28);
      return times === undefined ? 'Say how often a month, from 1 to 28.' : { kind, times };
    }
    default:
      return 'Choose how often.';
  }
}

function wholeNumber(form: FormData, name: string, from: number, to: number): number | undefined {
  const value = Number(text(form, name) || NaN);
  return Number.isInteger(value) && value >= from && value <= to ? value : undefined;
}
