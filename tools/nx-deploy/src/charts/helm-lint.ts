import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { run } from '../console/run.ts';
import { sayDone } from '../console/say.ts';
import { findTool } from '../tools/find-tool.ts';
import { type ChartOptions, combinationName, valuesArgs } from './values-combinations.ts';

/** Reads the chart strictly, with one of its values files. */
export default executor<ChartOptions>(async ({ chart, values }, context) => {
  const project = projectOf(context).name;
  const folder = join(context.root, chart);
  const name = combinationName(values);
  const { program: helm } = await findTool('helm', context.root);
  const { code, stdout, stderr } = await run(helm, [
    'lint',
    '--strict',
    folder,
    ...valuesArgs(folder, values),
  ]);
  if (code === 0) {
    sayDone(`${name}: nothing to complain about`);
    return;
  }
  const complaints = `${stdout}\n${stderr}`
    .split('\n')
    .filter((line) => /\[(ERROR|WARNING)\]|^Error|^\s*-? ?at /i.test(line));
  throw new Failure({
    doing: `Linting the chart with ${name}`,
    wrong: 'helm complains about the lines below.',
    mend: `Correct them in ${chart}, then: nx run ${project}:helm-lint`,
    evidence: (complaints.length > 0 ? complaints : stderr.split('\n')).slice(0, 12),
  });
});
