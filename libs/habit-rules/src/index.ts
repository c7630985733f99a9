export { addDays, daysBetween, weekdayOf } from './day.ts';
export { heatmap } from './heatmap.ts';
export type { HabitHistory, Mark, Pause, Version } from './history.ts';
export { isTimeZone, latestDay, localDay } from './local-day.ts';
export { habitProgress } from './progress.ts';
export { unitsOf } from './units.ts';
export type { Unit } from './units.ts';
