import type { HeatmapDay } from '@habit/contracts';

/** How a day looks in a row of dots or in the heatmap. `kept`: not done itself, but its week or month was. */
export type DayState = 'done' | 'kept' | 'missed' | 'frozen' | 'open' | 'free';

export function dayState({ done, due, outcome }: Pick<HeatmapDay, 'done' | 'due' | 'outcome'>): DayState {
  if (done) return 'done';
  if (!due) return 'free';
  switch (outcome) {
    case 'met':
      return 'kept';
    case 'missed':
      return 'missed';
    case 'frozen':
      return 'frozen';
    case 'open':
      return 'open';
    default:
      return 'free';
  }
}

/** The same in words, for labels and tooltips. */
export const dayStateText: Record<DayState, string> = {
  done: 'done',
  kept: 'not needed',
  missed: 'missed',
  frozen: 'bridged by a freeze',
  open: 'still open',
  free: 'not due',
};
