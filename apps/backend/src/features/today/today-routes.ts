import { setImmediate as letOthersIn } from 'node:timers/promises';
import { addDays, habitProgress, heatmap, localDay } from '@habit/habit-rules';
import { Today } from '@habit/contracts';
import type { TodayHabit } from '@habit/contracts';
import type { App, Deps } from '../../app-types.ts';
import { signedIn } from '../../plugins/openapi.ts';
import { refusals } from '../../plugins/problems.ts';
import { findActiveHistories } from '../habits/habit-repository.ts';
import { habitHistory } from '../progress/habit-history.ts';

export function todayRoutes(app: App, { db, clock }: Deps): void {
  app.get(
    '/today',
    {
      schema: {
        tags: ['today'],
        ...signedIn,
        summary: 'The habits of today',
        response: { 200: Today, ...refusals },
      },
    },
    async ({ user }) => {
      const day = localDay(clock.now().getTime(), user);
      const lastWeek = { from: addDays(day, -6), to: day };
      const stored = await findActiveHistories(db, user.id);
      const habits: TodayHabit[] = [];
      for (const each of stored) {
        // Old habits take milliseconds each, and other requests wait meanwhile.
        await letOthersIn();
        const history = habitHistory(each, user.timeZone);
        const progress = habitProgress(history, day);
        habits.push({ habit: each.habit, progress, week: heatmap(history, lastWeek, day) });
      }
      return { day, habits };
    },
  );
}
