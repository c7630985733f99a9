import { dayNumber } from './day.ts';
import type { Version } from './history.ts';

/** The days on which one version holds. The newest has no last day. */
export type Term = {
  version: Version;
  first: number;
  last: number;
  /** The term in which the habit starts; no change of version cut its first period. */
  opening: boolean;
};

export function termsOf(versions: readonly Version[], start: number): Term[] {
  if (versions.length === 0) throw new Error('A habit history needs at least one version.');
  // One version per day: of two, the one listed last holds.
  const byDay = new Map(versions.map((version) => [dayNumber(version.effectiveFrom), version]));
  const ordered = [...byDay]
    .map(([from, version]) => ({ from, version }))
    .sort((a, b) => a.from - b.from)
    .filter((one, index, all) => index === 0 || !sameRules(one.version, all[index - 1]!.version));
  return ordered
    .map(({ version, from }, index) => ({
      version,
      first: index === 0 ? start : Math.max(from, start),
      last: index + 1 < ordered.length ? ordered[index + 1]!.from - 1 : Infinity,
      opening: index === 0 || from <= start,
    }))
    .filter(({ first, last }) => first <= last);
}

/** A change that was taken back is no change, and must not split a period. */
function sameRules(a: Version, b: Version): boolean {
  return rulesKey(a) === rulesKey(b);
}

function rulesKey({ schedule, weekStart, target, direction }: Version): string {
  const rule =
    schedule.kind === 'weekdays'
      ? [...schedule.weekdays].sort()
      : schedule.kind === 'every-days'
        ? [schedule.everyDays, schedule.anchor]
        : schedule.times;
  // Where the week begins says nothing about months and due days.
  const week = schedule.kind === 'times-per-week' ? weekStart : undefined;
  return JSON.stringify([schedule.kind, rule, week, target, direction ?? 'at-least']);
}
