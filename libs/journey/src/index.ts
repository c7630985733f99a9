export { runJourney } from './journey.ts';
export type { Journey, Step } from './journey.ts';
