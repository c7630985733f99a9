import { readEnvironment } from '@habit/env-contract';
import type { Environment } from '@habit/env-contract';

export type Config = ReturnType<typeof loadConfig>;
export type SigningAlgorithm = Environment<'backend'>['JWT_ALGORITHM'];

/** The only reader of the environment. @throws EnvironmentError that names all that is missing or wrong. */
export function loadConfig(environment: NodeJS.ProcessEnv = process.env) {
  const env = readEnvironment('backend', environment);
  return {
    databaseUrl: env.DATABASE_URL,
    host: env.HOST,
    port: env.PORT ?? 8000,
    logLevel: env.LOG_LEVEL,
    drainSeconds: env.DRAIN_SECONDS,
    trustProxy: env.TRUST_PROXY,
    session: {
      secret: env.JWT_SECRET,
      previousSecret: env.JWT_SECRET_PREVIOUS,
      algorithm: env.JWT_ALGORITHM,
      days: env.SESSION_DAYS,
    },
  };
}
