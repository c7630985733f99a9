import { fastify } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { App, Deps } from './app-types.ts';
import type { Config } from './config.ts';
import { authRoutes } from './features/auth/auth-routes.ts';
import { checkInRoutes } from './features/check-ins/check-in-routes.ts';
import { habitRoutes } from './features/habits/habit-routes.ts';
import { progressRoutes } from './features/progress/progress-routes.ts';
import { todayRoutes } from './features/today/today-routes.ts';
import { userRoutes } from './features/users/user-routes.ts';
import { requireUser } from './plugins/authentication.ts';
import { addErrors, answerClientError, answerError } from './plugins/errors.ts';
import { healthRoutes } from './plugins/health.ts';
import { addRequestLog, logOptions } from './plugins/log.ts';
import type { LogOptions } from './plugins/log.ts';
import { addOpenapi } from './plugins/openapi.ts';
import { addRateLimits, defaultLimits } from './plugins/rate-limits.ts';
import type { Limits } from './plugins/rate-limits.ts';
import { closePolitely, requireMigrated } from './plugins/readiness-gate.ts';
import { addSecurityHeaders } from './plugins/security-headers.ts';
import { addBodyChecks, validationOptions } from './plugins/validation.ts';
import type { Readiness } from './readiness.ts';

export interface AppDeps extends Deps {
  config: Pick<Config, 'session' | 'trustProxy'>;
  readiness: Readiness;
  log: LogOptions;
  limits?: Limits;
  docsFolder?: string | undefined;
}

/** The API: everything that it is made of, in the order in which a request meets it. */
export function buildApp({ readiness, log, limits = defaultLimits, docsFolder, ...deps }: AppDeps): App {
  const app: App = fastify({
    ...logOptions(log),
    ajv: validationOptions,
    bodyLimit: 64 * 1024,
    trustProxy: deps.config.trustProxy.split(',').map((each) => each.trim()),
    requestTimeout: 30_000,
    // On the way out requests are still answered, with `Connection: close`.
    return503OnClosing: false,
    frameworkErrors: answerError,
    clientErrorHandler: answerClientError,
  }).withTypeProvider<TypeBoxTypeProvider>();

  addRequestLog(app);
  addSecurityHeaders(app);
  closePolitely(app, readiness);
  addErrors(app);
  addBodyChecks(app);
  addOpenapi(app, docsFolder);

  app.register(async (api: App) => {
    await addRateLimits(api, limits);
    healthRoutes(api, deps, readiness);

    api.register(
      async (v1: App) => {
        requireMigrated(v1, readiness);
        authRoutes(v1, deps, limits);

        v1.register(async (own: App) => {
          requireUser(own, deps);
          userRoutes(own, deps);
          habitRoutes(own, deps);
          checkInRoutes(own, deps);
          progressRoutes(own, deps);
          todayRoutes(own, deps);
        });
      },
      { prefix: '/api/v1' },
    );
  });

  return app;
}
