import type { Day, HabitProgress } from '@habit/contracts';
import type { DayRecords } from './day-records.ts';
import { dayNumber } from './day.ts';
import type { HabitHistory } from './history.ts';
import type { JudgedUnit } from './outcome.ts';
import { rateOf } from './rate.ts';
import { streakOf, streakUnitOf } from './streak.ts';
import { strengthOf } from './strength.ts';
import { judgeHistory, toUnitProgress } from './units.ts';

export function habitProgress(history: HabitHistory, today: Day): HabitProgress {
  const day = dayNumber(today);
  const { records, newest, units } = judgeHistory(history, day);
  const latest = units.at(-1);
  const unit = !history.archived && latest && latest.span.last >= day ? latest : null;
  const streak = streakOf(units);
  return {
    day: today,
    due: unit !== null && isDue(unit, records, day),
    done: records.checked.has(day),
    unit: unit && toUnitProgress(unit),
    streak: {
      current: history.archived ? 0 : streak.current,
      longest: streak.longest,
      unit: streakUnitOf(newest.schedule),
    },
    strength: strengthOf(units),
    rate: rateOf(units),
    checkIns: records.checked.size,
  };
}

function isDue(
  { outcome, span: { version } }: JudgedUnit,
  { checked, excused }: DayRecords,
  day: number,
): boolean {
  if (outcome !== 'open' || version.direction === 'at-most' || excused.has(day)) return false;
  // A day counts once, but a measured day can still grow.
  return version.target !== undefined || !checked.has(day);
}
