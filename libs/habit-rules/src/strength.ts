import type { JudgedUnit } from './outcome.ts';

/** Loop's half-life: a habit due every day loses half its strength in 13 days without it. */
const halfLifeDays = 13;

export function strengthOf(units: readonly JudgedUnit[]): number {
  let strength = 0;
  for (const unit of units) {
    if (unit.outcome === 'open' || unit.outcome === 'excused') continue;
    const kept = 0.5 ** ((Math.sqrt(unit.span.frequency) * unit.span.weight) / halfLifeDays);
    strength = strength * kept + fulfilmentOf(unit) * (1 - kept);
  }
  return clamp(strength);
}

function fulfilmentOf({ span, done, required }: JudgedUnit): number {
  if (span.version.direction === 'at-most') {
    if (done <= required) return 1;
    // Against a limit of 0 the excess is infinite, and worth nothing.
    return clamp(1 - (done - required) / required);
  }
  return done >= required ? 1 : done / required;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
