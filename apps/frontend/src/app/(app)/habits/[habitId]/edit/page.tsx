import type { Metadata } from 'next';
import Link from 'next/link';
import { ActionForm } from '@/components/action-form';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { Page } from '@/components/page';
import { SubmitButton } from '@/components/submit-button';
import { updateHabitAction } from '@/features/habits/habit-actions';
import { HabitFields } from '@/features/habits/habit-fields';
import { getHabit, getToday } from '@/lib/api';

export async function generateMetadata({ params }: PageProps<'/habits/[habitId]/edit'>): Promise<Metadata> {
  const habit = await getHabit((await params).habitId);
  return { title: `Edit ${habit.name}` };
}

export default async function EditHabitPage({ params }: PageProps<'/habits/[habitId]/edit'>) {
  const { habitId } = await params;
  const [habit, { day }] = await Promise.all([getHabit(habitId), getToday()]);
  return (
    <Page
      split
      title="Edit habit"
      lead="A new schedule holds from today. What is behind you stays as it was."
    >
      <Card>
        <ActionForm action={updateHabitAction} noValidate className="gap-7">
          <input type="hidden" name="habitId" value={habitId} />
          <HabitFields habit={habit} today={day} />
          <div className="flex flex-wrap gap-2.5">
            <SubmitButton>Save changes</SubmitButton>
            <Button asChild look="plain">
              <Link href={`/habits/${habitId}`}>Cancel</Link>
            </Button>
          </div>
        </ActionForm>
      </Card>
    </Page>
  );
}
