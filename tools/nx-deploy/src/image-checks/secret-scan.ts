import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { sayDone } from '../console/say.ts';
import { receiptFolder } from '../images/image-receipt.ts';
import { resultPath, writeResult } from './check-result.ts';
import { describeFinding, scanImage } from './scan-image.ts';
import { describeSearch } from './search-image.ts';

export default executor<object>(async (_options, context) => {
  const project = projectOf(context).name;
  const scan = await scanImage(join(receiptFolder(context.root, project), 'image.tar'));
  const { findings } = scan;
  await writeResult(context.root, resultPath(project, 'secrets'), { passed: findings.length === 0, ...scan });
  if (findings.length > 0)
    throw new Failure({
      doing: `Looking for secrets in the image of ${project}`,
      wrong: `${findings.length} ${findings.length === 1 ? 'place holds' : 'places hold'} what looks like a secret.`,
      mend:
        'Take it out of the sources or the Dockerfile, and give it to the container when it starts.\n' +
        'Deleting a file in a later line does not help. If such an image was published, replace the secret.',
      evidence: findings.slice(0, 12).map(describeFinding),
    });
  sayDone(`No secret in ${describeSearch(scan)}`);
});
