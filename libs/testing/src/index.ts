export * from './api-client.ts';
export * from './fixed-clock.ts';
export * from './given.ts';
export * from './schedules.ts';
