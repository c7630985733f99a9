import { getHabit } from '@/lib/api';
import { reachApi } from '@/lib/reach-api';

/** A habit that is not there is answered with 404 here, before a skeleton has been sent. */
export default async function HabitLayout({ params, children }: LayoutProps<'/habits/[habitId]'>) {
  const { habitId } = await params;
  await reachApi(
    () => getHabit(habitId),
    () => undefined,
  );
  return children;
}
