import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bold, green, red, runMain, say } from './console.js';
import { ensureInstalled } from './install.js';
import { nx } from './nx.js';
import { root } from './workspace.js';

const checks = [
  'lint',
  'typecheck',
  'env-files-check',
  'env-uses-check',
  'chart-copy-check',
  'format-check',
  'helm-lint',
  'helm-dry-run',
  'helm-test',
  'kube-validate',
  'policy-check',
  'values-table-check',
  'parity-check',
  'test',
];

// Arguments go to Nx: `npm test -- -p backend` checks one project.
await runMain(async () => {
  await ensureInstalled();
  const results = resultFiles();
  for (const file of results) rmSync(file, { force: true });
  const code = await nx(['run-many', '-t', ...checks, ...process.argv.slice(2)]);
  const reports = results
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const { passed, failed } = count(reports);
  say('');
  for (const failure of reports.flatMap(listFailures)) say(failure);
  say(`${bold('Tests:')} ${green(`${passed} passed`)}, ${failed ? red(`${failed} failed`) : '0 failed'}`);
  if (code !== 0) say(red('Some checks failed; their output is above.'));
  return code;
});

/** Where each project's test target leaves jest's own figures. */
function resultFiles() {
  const projects = ['apps', 'libs', 'tools'].flatMap((group) =>
    readdirSync(join(root, group)).map((project) => join(root, group, project)),
  );
  const infrastructure = ['infra/helm/habit-tracker/tests', 'infra/k8s/tests'].map((path) =>
    join(root, path),
  );
  return [...projects, ...infrastructure].map((folder) => join(folder, 'jest-results.json'));
}

/** @param {any[]} reports what jest wrote */
function count(reports) {
  return {
    passed: reports.reduce((sum, report) => sum + report.numPassedTests, 0),
    failed: reports.reduce(
      (sum, report) => sum + report.numFailedTests + report.numRuntimeErrorTestSuites,
      0,
    ),
  };
}

/**
 * Each failed test with the beginning of its message: Nx has printed all of it, but far above.
 * @param {any} report what jest wrote
 * @returns {string[]}
 */
function listFailures(report) {
  return report.testResults
    .filter((/** @type {any} */ file) => file.status === 'failed')
    .flatMap((/** @type {any} */ file) => {
      const place = relative(root, file.name);
      const failed = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
      if (failed.length === 0) return [`${red('✗')} ${place}\n${firstLines(file.message)}`];
      return failed.map(
        (/** @type {any} */ test) =>
          `${red('✗')} ${place} › ${test.fullName}\n${firstLines(test.failureMessages.join('\n'))}`,
      );
    });
}

/** @param {string} text */
function firstLines(text) {
  return text
    .split('\n')
    .slice(0, 12)
    .map((line) => `  ${line}`)
    .join('\n');
}
