import type { JudgedUnit } from './outcome.ts';

/** Met units among those that were met, missed or frozen; null when there is none. */
export function rateOf(units: readonly JudgedUnit[]): number | null {
  let met = 0;
  let counted = 0;
  for (const { outcome } of units) {
    if (outcome === 'open' || outcome === 'excused') continue;
    counted += 1;
    if (outcome === 'met') met += 1;
  }
  return counted === 0 ? null : met / counted;
}
