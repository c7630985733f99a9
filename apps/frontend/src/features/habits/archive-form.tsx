import { Archive, ArchiveRestore } from 'lucide-react';
import type { Habit } from '@habit/contracts';
import { ActionForm } from '@/components/action-form';
import { SubmitButton } from '@/components/submit-button';
import { setArchivedAction } from './habit-actions';

/** Puts a habit away or takes it back; either can be undone at once, so it asks no questions. */
export function ArchiveForm({ habit }: { habit: Habit }) {
  return (
    <ActionForm action={setArchivedAction} className="rounded-card border border-line p-4 sm:px-6">
      <input type="hidden" name="habitId" value={habit.id} />
      <input type="hidden" name="archived" value={habit.archived ? 'no' : 'yes'} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-ink-soft">
          {habit.archived
            ? 'This habit is archived. It asks for nothing, and its history is kept.'
            : 'Done with it, or taking a break? Archiving keeps the history, and can be undone.'}
        </p>
        <SubmitButton look="quiet" size="small">
          {habit.archived ? (
            <ArchiveRestore className="size-4" aria-hidden="true" />
          ) : (
            <Archive className="size-4" aria-hidden="true" />
          )}
          {habit.archived ? 'Restore' : 'Archive'}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
