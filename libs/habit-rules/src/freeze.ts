import type { HabitHistory } from './history.ts';
import type { JudgedUnit } from './outcome.ts';

/**
 * Turns the misses that a freeze bridges into `frozen`. What was earned towards the next freeze ends with the
 * run and stands still while all are held: otherwise one more check-in in the past could cost a streak today.
 */
export function freezeMisses(units: JudgedUnit[], freeze: HabitHistory['freeze']): JudgedUnit[] {
  if (!freeze) return units;
  let held = 0;
  let metTowardsNext = 0;
  return units.map((unit) => {
    if (unit.outcome === 'met' && held < freeze.most) {
      metTowardsNext += 1;
      if (metTowardsNext === freeze.every) {
        held += 1;
        metTowardsNext = 0;
      }
    }
    if (unit.outcome !== 'missed') return unit;
    // A freeze is held only within a run: the miss that ends a run finds none.
    if (held > 0) {
      held -= 1;
      return { ...unit, outcome: 'frozen' };
    }
    metTowardsNext = 0;
    return unit;
  });
}
