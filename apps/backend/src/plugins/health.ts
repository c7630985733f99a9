import { Health } from '@habit/contracts';
import type { App, Deps } from '../app-types.ts';
import { answers } from '../db/database.ts';
import type { Readiness } from '../readiness.ts';
import { version } from '../version.ts';
import { problem, refusals, refuse } from './problems.ts';
import { Type } from 'typebox';

const Alive = Type.Object({ status: Type.Literal('ok') });
const ok = { status: 'ok' } as const;

// Probes come every second from addresses that count nobody, and nobody reads about them.
const probe = { logLevel: 'silent', config: { rateLimit: false } } as const;

export function healthRoutes(app: App, { db }: Pick<Deps, 'db'>, readiness: Readiness): void {
  app.get(
    '/health',
    {
      ...probe,
      schema: {
        tags: ['health'],
        summary: 'The process, and the state of its database',
        response: { 200: Health },
      },
    },
    async () => ({ ...ok, version, database: (await answers(db)) ? ('up' as const) : ('down' as const) }),
  );

  app.get(
    '/livez',
    { ...probe, schema: { tags: ['health'], summary: 'The process answers', response: { 200: Alive } } },
    async () => ok,
  );

  app.get(
    '/readyz',
    {
      ...probe,
      schema: {
        tags: ['health'],
        summary: 'Requests may be sent here',
        response: { 200: Alive, ...refusals },
      },
    },
    async (_request, reply) => {
      if (readiness.draining) return refuse(reply, problem(503, 'This process is about to end.'));
      if (!(await answers(db))) return refuse(reply, problem(503, 'The database cannot be reached.'));
      if (!readiness.migrated) return refuse(reply, problem(503, 'The database is being prepared.'));
      return ok;
    },
  );
}
