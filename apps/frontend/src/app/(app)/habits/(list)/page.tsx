import type { Metadata } from 'next';
import { Plus } from 'lucide-react';
import { ActionLink } from '@/components/action-link';
import { Card } from '@/components/card';
import { Page } from '@/components/page';
import { FirstHabits } from '@/features/habits/first-habits';
import { HabitRow } from '@/features/habits/habit-row';
import { getToday, listHabits } from '@/lib/api';

export const metadata: Metadata = { title: 'Habits' };

export default async function HabitsPage() {
  const [today, { habits }] = await Promise.all([getToday(), listHabits()]);
  const archived = habits.filter((habit) => habit.archived);
  return (
    <Page
      split
      title="Habits"
      lead="The ring is a habit’s strength: it grows with every time, and fades slowly when you miss."
      actions={<ActionLink href="/habits/new" name="New habit" Icon={Plus} />}
    >
      {today.habits.length === 0 ? (
        <FirstHabits />
      ) : (
        <Card className="overflow-hidden p-0 sm:p-0" aria-label="Your habits">
          <ul className="divide-y divide-line">
            {today.habits.map(({ habit, progress }) => (
              <li key={habit.id}>
                <HabitRow habit={habit} progress={progress} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      {archived.length > 0 && (
        <section aria-labelledby="archived" className="mt-10">
          <h2 id="archived" className="font-semibold text-ink-soft">
            Archived
          </h2>
          <p className="mt-1 mb-3 text-sm text-ink-soft">
            They ask for nothing, and keep their history. Restore one on its page.
          </p>
          <Card className="overflow-hidden p-0 sm:p-0">
            <ul className="divide-y divide-line">
              {archived.map((habit) => (
                <li key={habit.id}>
                  <HabitRow habit={habit} />
                </li>
              ))}
            </ul>
          </Card>
        </section>
      )}
    </Page>
  );
}
