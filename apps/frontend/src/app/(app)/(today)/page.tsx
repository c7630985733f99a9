import type { Metadata } from 'next';
import { Plus } from 'lucide-react';
import { ActionLink } from '@/components/action-link';
import { Page } from '@/components/page';
import { FirstHabits } from '@/features/habits/first-habits';
import { RefreshOnReturn } from '@/features/today/refresh-on-return';
import { TodayBoard } from '@/features/today/today-board';
import { getMe, getToday } from '@/lib/api';
import { greeting, longDay } from '@/lib/day';

export const metadata: Metadata = { title: 'Today' };

export default async function TodayPage() {
  const [me, today] = await Promise.all([getMe(), getToday()]);
  const empty = today.habits.length === 0;
  return (
    <Page
      title={greeting(new Date(), me.timeZone)}
      lead={<time dateTime={today.day}>{longDay(today.day)}</time>}
      actions={!empty && <ActionLink href="/habits/new" name="New habit" Icon={Plus} look="quiet" />}
    >
      {empty ? <FirstHabits /> : <TodayBoard today={today} />}
      <RefreshOnReturn />
    </Page>
  );
}
