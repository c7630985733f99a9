import { megabytes, seconds } from '../console/units.ts';
import type { Report } from './report.ts';
import { rowsOf } from './rows.ts';

const notableMs = 2000;

/** What is other than in the report before: results, images, and times that moved by more than half. */
export function compareReports(before: Report, now: Report): string[] {
  const earlier = new Map(rowsOf(before).map((row) => [row.id, row]));
  const results = rowsOf(now).flatMap(({ id, title, result }) => {
    const was = earlier.get(id);
    if (!was) return [`${id} is new: ${title}`];
    return was.result === result ? [] : [`${id} ${title}: ${was.result} → ${result}`];
  });
  const gone = [...earlier.keys()].filter((id) => !rowsOf(now).some((row) => row.id === id));
  const images = now.images.flatMap(({ project, size }) => {
    const was = before.images.find((image) => image.project === project);
    if (!was || was.size === size) return [];
    const sign = size > was.size ? '+' : '−';
    return [
      `image of ${project}: ${megabytes(was.size)} → ${megabytes(size)} (${sign}${megabytes(Math.abs(size - was.size))})`,
    ];
  });
  return [...results, ...gone.map((id) => `${id} is gone`), ...images, ...compareTimes(before, now)];
}

function compareTimes(before: Report, now: Report): string[] {
  const timesOf = (report: Report): Map<string, number> =>
    new Map(
      rowsOf(report).flatMap(({ targets }) =>
        targets.flatMap(({ target, ms }): [string, number][] => (ms === undefined ? [] : [[target, ms]])),
      ),
    );
  const earlier = timesOf(before);
  return [...timesOf(now)].flatMap(([target, ms]) => {
    const was = earlier.get(target);
    if (was === undefined || Math.abs(ms - was) < Math.max(notableMs, was / 2)) return [];
    return [`${target}: ${seconds(was)} → ${seconds(ms)}`];
  });
}
