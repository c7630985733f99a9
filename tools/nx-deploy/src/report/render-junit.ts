import junit from 'junit-report-builder';
import { describeTarget } from './render-markdown.ts';
import type { Report } from './report.ts';

/** A suite for each phase and a test case for each task; what was not run is skipped. */
export function renderJunit({ phases }: Report): string {
  const builder = junit.newBuilder();
  for (const { name, rows } of phases) {
    const suite = builder.testSuite().name(name);
    for (const { id, title, result, figure, detail, targets } of rows) {
      const ms = targets.reduce((sum, target) => sum + (target.isCached ? 0 : (target.ms ?? 0)), 0);
      const test = suite
        .testCase()
        .className(id)
        .name(`${id} ${title}`)
        .time(ms / 1000);
      const told = [figure, ...targets.map(describeTarget)].filter(Boolean).join('\n');
      if (told) test.standardOutput(told);
      if (result === 'failed') test.failure(detail);
      if (result === 'not run') test.skipped();
    }
  }
  return builder.build();
}
