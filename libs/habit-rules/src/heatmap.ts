import type { Day, HeatmapDay } from '@habit/contracts';
import { dayFromNumber, dayNumber } from './day.ts';
import type { HabitHistory } from './history.ts';
import type { Term } from './terms.ts';
import { isDueOn } from './unit-spans.ts';
import { judgeHistory } from './units.ts';

/** Every day of the span, oldest first. */
export function heatmap(history: HabitHistory, span: { from: Day; to: Day }, today: Day): HeatmapDay[] {
  const { records, terms, units, end } = judgeHistory(history, dayNumber(today));
  const lastHabitDay = history.archived ? end : Infinity;
  const days: HeatmapDay[] = [];
  let next = 0;
  for (let day = dayNumber(span.from); day <= dayNumber(span.to); day += 1) {
    while (next < units.length && units[next]!.span.last < day) next += 1;
    const unit = units[next];
    const isHabitDay = day >= records.start && day <= lastHabitDay;
    days.push({
      day: dayFromNumber(day),
      done: records.checked.has(day),
      due: isHabitDay && isDueIn(terms, day),
      outcome: isHabitDay && unit && unit.span.first <= day ? unit.outcome : null,
    });
  }
  return days;
}

function isDueIn(terms: readonly Term[], day: number): boolean {
  const term = terms.find(({ first, last }) => first <= day && day <= last);
  return term !== undefined && isDueOn(term.version.schedule, day);
}
