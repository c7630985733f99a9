import type { Metadata } from 'next';
import Link from 'next/link';
import { ActionForm } from '@/components/action-form';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { Page } from '@/components/page';
import { SubmitButton } from '@/components/submit-button';
import { createHabitAction } from '@/features/habits/habit-actions';
import { HabitFields } from '@/features/habits/habit-fields';
import { getToday } from '@/lib/api';

export const metadata: Metadata = { title: 'New habit' };

export default async function NewHabitPage() {
  const { day } = await getToday();
  return (
    <Page split title="New habit" lead="Small enough to do on a bad day.">
      <Card>
        <ActionForm action={createHabitAction} noValidate className="gap-7">
          <HabitFields today={day} />
          <div className="flex flex-wrap gap-2.5">
            <SubmitButton>Create habit</SubmitButton>
            <Button asChild look="plain">
              <Link href="/">Cancel</Link>
            </Button>
          </div>
        </ActionForm>
      </Card>
    </Page>
  );
}
