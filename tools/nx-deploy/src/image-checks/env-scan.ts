import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { sayDone, sayNote } from '../console/say.ts';
import { receiptFolder } from '../images/image-receipt.ts';
import { type EnvValues, readEnvValues } from '../leaks/env-values.ts';
import { resultPath, writeResult } from './check-result.ts';
import { describeEnvFinding, findEnvValues } from './find-env-values.ts';
import { describeSearch } from './search-image.ts';

export interface EnvScanOptions {
  /** JSON file that declares the environment variables; without it, names tell which are secret. */
  environment?: string;
}

/** Never cached: every machine has other values, and no cache may learn them or pass for a machine it never saw. */
export default executor<EnvScanOptions>(async ({ environment }, context) => {
  const { name: project, root } = projectOf(context);
  const folders = [...new Set([context.root, join(context.root, root)])];
  const values = await readEnvValues(context.root, folders, environment);
  const result = resultPath(project, 'env');
  const names = values.searched.map(({ name }) => name);
  const { leftOut, files } = values;
  if (leftOut.length > 0)
    sayNote(`Not searched for: ${leftOut.map(({ name, why }) => `${name}, ${why}`).join('; ')}`);
  if (names.length === 0) {
    await writeResult(context.root, result, { passed: true, searched: names, leftOut, findings: [] });
    sayDone(`No secret value to search for in ${describeFiles(values)}`);
    return;
  }

  const archive = join(receiptFolder(context.root, project), 'image.tar');
  const scan = await findEnvValues(archive, values.searched);
  const { findings } = scan;
  await writeResult(context.root, result, {
    passed: findings.length === 0,
    searched: names,
    leftOut,
    ...scan,
  });
  if (findings.length > 0)
    throw new Failure({
      doing: `Looking for the values of ${files.join(' and ')} in the image of ${project}`,
      wrong: `${findings.length} ${findings.length === 1 ? 'place holds' : 'places hold'} one of them.`,
      mend:
        'Keep such files out of the build (.dockerignore, and what the build reads), and give the value to the container when it starts.\n' +
        `If such an image left this machine, replace the secret. Then: nx run ${project}:env-scan`,
      evidence: findings.slice(0, 12).map(describeEnvFinding),
    });
  sayDone(
    `None of ${count(names.length)} (${names.join(', ')}) of ${files.join(' and ')} in ${describeSearch(scan)}`,
  );
});

const count = (values: number): string => (values === 1 ? '1 value' : `${values} values`);

const describeFiles = ({ files }: EnvValues): string =>
  files.length > 0 ? files.join(' and ') : 'a .env file, for there is none';
