// The chart carries the bundled journey, so that `helm test` needs nothing but the chart.
//   node copy-to-chart.mjs [--check]
import { copyFileSync, readFileSync } from 'node:fs';

const bundle = new URL('dist/journey.mjs', import.meta.url);
const copy = new URL('../../infra/helm/habit-tracker/files/journey.mjs', import.meta.url);

if (process.argv.includes('--check')) check();
else copyFileSync(bundle, copy);

function check() {
  if (readFileSync(bundle).equals(readFileSync(copy))) return;
  console.error(
    'infra/helm/habit-tracker/files/journey.mjs is not what libs/journey makes. Run: npx nx chart-copy journey',
  );
  process.exitCode = 1;
}
