import Link from 'next/link';
import { Check } from 'lucide-react';
import { ActionForm } from '@/components/action-form';
import { Card } from '@/components/card';
import { SubmitButton } from '@/components/submit-button';
import { scheduleText } from '@/lib/wording';
import { addIdeasAction } from './habit-actions';
import { habitIdeas } from './habit-ideas';

/** The first morning: nothing to check in yet, so a few things to pick from. */
export function FirstHabits() {
  return (
    <Card aria-labelledby="first">
      <h2 id="first" className="text-xl font-semibold">
        What would you like to do more often?
      </h2>
      <p className="mt-1.5 mb-5 text-ink-soft">
        Pick one or two to begin with. Everything about them can be changed later.
      </p>
      <ActionForm action={addIdeasAction}>
        <div className="grid gap-2.5 sm:grid-cols-2">
          {habitIdeas.map(({ key, habit: { name, color, schedule } }) => (
            <label
              key={key}
              data-color={color}
              className="group flex items-center gap-3 rounded-control border border-line p-3 hover:bg-raised has-checked:border-habit has-checked:bg-habit/10 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            >
              <input type="checkbox" name="idea" value={key} className="peer sr-only" />
              <span
                aria-hidden="true"
                className="grid size-7 shrink-0 place-items-center rounded-full border-2 border-habit text-transparent group-has-checked:bg-habit group-has-checked:text-on-habit"
              >
                <Check className="size-4" strokeWidth={3} />
              </span>
              <span className="min-w-0">
                <span className="block leading-snug font-medium">{name}</span>
                <span className="block text-sm text-ink-soft">{scheduleText(schedule)}</span>
              </span>
            </label>
          ))}
        </div>
        <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
          <SubmitButton>Start with these</SubmitButton>
          <Link href="/habits/new" className="font-medium text-accent underline underline-offset-4">
            Write my own
          </Link>
        </div>
      </ActionForm>
    </Card>
  );
}
