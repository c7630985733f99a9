import type { DayState } from '@/features/check-ins/day-state';

/** Told apart by shape as well: filled, tinted, outlined, dashed, blank. */
export const stateLook: Record<DayState, string> = {
  done: 'bg-habit',
  kept: 'bg-habit/25',
  missed: 'border-[1.5px] border-edge/70',
  frozen: 'border-[1.5px] border-dashed border-edge',
  open: 'border-[1.5px] border-habit/70',
  free: 'bg-raised',
};
