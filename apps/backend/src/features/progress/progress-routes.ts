import { addDays, daysBetween, habitProgress, heatmap, localDay } from '@habit/habit-rules';
import { HabitParams, HabitProgress, Heatmap, HeatmapQuery } from '@habit/contracts';
import type { App, Deps } from '../../app-types.ts';
import { signedIn } from '../../plugins/openapi.ts';
import { notFound, refusals, refuse, refusedField } from '../../plugins/problems.ts';
import { findHistory } from '../habits/habit-repository.ts';
import { habitHistory } from './habit-history.ts';

const shared = { tags: ['habits'], ...signedIn, params: HabitParams };

/** 53 weeks, the width of a year on the page. */
const usualDays = 371;
const mostDays = 1_100;
const firstDay = '0001-01-01';

export function progressRoutes(app: App, { db, clock }: Deps): void {
  app.get(
    '/habits/:habitId/progress',
    {
      schema: {
        ...shared,
        summary: 'Streak, strength and rate, as of today',
        response: { 200: HabitProgress, ...refusals },
      },
    },
    async ({ user, params }, reply) => {
      const stored = await findHistory(db, user.id, params.habitId);
      if (!stored) return refuse(reply, notFound('habit'));
      return habitProgress(habitHistory(stored, user.timeZone), localDay(clock.now().getTime(), user));
    },
  );

  app.get(
    '/habits/:habitId/heatmap',
    {
      schema: {
        ...shared,
        summary: 'Every day of a span, and what became of it',
        querystring: HeatmapQuery,
        response: { 200: Heatmap, ...refusals },
      },
    },
    async ({ user, params, query }, reply) => {
      const today = localDay(clock.now().getTime(), user);
      const to = query.to ?? today;
      const usualFrom = addDays(to, 1 - usualDays);
      const from = query.from ?? (usualFrom < firstDay ? firstDay : usualFrom);
      if (to < firstDay)
        return refuse(reply, refusedField('querystring', '/to', `must not lie before ${firstDay}`));
      if (from > to) return refuse(reply, refusedField('querystring', '/from', 'must not lie after "to"'));
      if (daysBetween(from, to) >= mostDays) {
        return refuse(
          reply,
          refusedField('querystring', '/from', `must be at most ${mostDays} days before "to"`),
        );
      }

      const stored = await findHistory(db, user.id, params.habitId);
      if (!stored) return refuse(reply, notFound('habit'));
      return { from, to, days: heatmap(habitHistory(stored, user.timeZone), { from, to }, today) };
    },
  );
}
