import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { App } from '../app-types.ts';
import { version } from '../version.ts';

/** The machine-readable contract at /openapi.json, and a page to read and try it at /docs. */
export function addOpenapi(app: App, docsFolder?: string): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Habit tracker', description: 'Habits, check-ins, streaks and heatmaps.', version },
      tags: ['session', 'account', 'habits', 'check-ins', 'today', 'health'].map((name) => ({ name })),
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
  });
  app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: true,
    ...(docsFolder ? { baseDir: docsFolder, logo: { type: 'image/svg+xml', content: '' } } : {}),
  });
  app.register(async (scope) => {
    scope.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
}

/** Marks a route as one for signed-in people. */
export const signedIn = { security: [{ session: [] }] };
