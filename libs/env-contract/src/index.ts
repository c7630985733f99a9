export { EnvironmentError, readEnvironment } from './read-environment.ts';
export type { Environment } from './read-environment.ts';
