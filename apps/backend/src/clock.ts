/** What time it is. Handed in, so that a test can say it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
