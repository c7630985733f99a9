/** Prints how long a ten-year history takes for each kind of schedule. */
import type { Schedule } from '@habit/contracts';
import { addDays, habitProgress, heatmap } from './src/index.ts';
import type { HabitHistory } from './src/index.ts';

const today = '2026-03-04';
const startDay = addDays(today, -3652);
const rounds = 200;

const schedules: Record<string, Schedule> = {
  'every day': { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5, 6, 7] },
  'every 3 days': { kind: 'every-days', everyDays: 3, anchor: startDay },
  '3 times a week': { kind: 'times-per-week', times: 3 },
  '10 times a month': { kind: 'times-per-month', times: 10 },
};

for (const [name, schedule] of Object.entries(schedules)) {
  const history = tenYears(schedule);
  const lastYear = { from: addDays(today, -370), to: today };
  console.log(`${name}, ten years:`);
  report('progress', () => habitProgress(history, today));
  report('progress with a time zone', () =>
    habitProgress({ ...history, timeZone: 'America/New_York' }, today),
  );
  report('heatmap of a year', () => heatmap(history, lastYear, today));
}

/** Nine days in ten are done. */
function tenYears(schedule: Schedule): HabitHistory {
  const marks = Array.from({ length: 3653 }, (_, index) => ({ day: addDays(startDay, index) }));
  return {
    startDay,
    versions: [{ effectiveFrom: startDay, schedule, weekStart: 1 }],
    pauses: [],
    marks: marks.filter((_, index) => index % 10 !== 9),
    archived: false,
  };
}

function report(what: string, run: () => unknown): void {
  const times = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  const [first, median] = [times[0]!, times[rounds / 2]!];
  console.log(`  ${what.padEnd(26)} median ${median.toFixed(2)} ms, best ${first.toFixed(2)} ms`);
}
