import type { Metadata } from 'next';
import { Pencil } from 'lucide-react';
import { ActionLink } from '@/components/action-link';
import { Card } from '@/components/card';
import { Page } from '@/components/page';
import { ArchiveForm } from '@/features/habits/archive-form';
import { HabitFacts } from '@/features/habits/habit-facts';
import { Heatmap } from '@/features/heatmap/heatmap';
import { getHabit, getHeatmap, getProgress } from '@/lib/api';
import { shortDay } from '@/lib/day';
import { scheduleText } from '@/lib/wording';

export async function generateMetadata({ params }: PageProps<'/habits/[habitId]'>): Promise<Metadata> {
  const habit = await getHabit((await params).habitId);
  return { title: habit.name };
}

export default async function HabitPage({ params }: PageProps<'/habits/[habitId]'>) {
  const { habitId } = await params;
  const [habit, progress, heatmap] = await Promise.all([
    getHabit(habitId),
    getProgress(habitId),
    getHeatmap(habitId),
  ]);
  return (
    <Page
      title={habit.name}
      lead={`${scheduleText(habit.schedule)} · since ${shortDay(habit.startDay)}`}
      actions={<ActionLink href={`/habits/${habitId}/edit`} name="Edit" Icon={Pencil} look="quiet" />}
    >
      <div data-color={habit.color} className="flex flex-col gap-4">
        {habit.archived && <ArchiveForm habit={habit} />}
        {habit.note && (
          <p className="max-w-prose border-l-[3px] border-habit pl-4 whitespace-pre-line text-ink-soft wrap-anywhere">
            {habit.note}
          </p>
        )}
        <HabitFacts progress={progress} />
        <Card aria-labelledby="year">
          <h2 id="year" className="mb-4 text-lg font-semibold">
            The last year
          </h2>
          <Heatmap habit={habit} days={heatmap.days} today={progress.day} />
        </Card>
        {!habit.archived && <ArchiveForm habit={habit} />}
      </div>
    </Page>
  );
}
