import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { sayDone } from '../console/say.ts';
import { readReceipt, receiptFolder } from '../images/image-receipt.ts';
import { findSoftware } from './find-software.ts';
import { writeBom } from './write-bom.ts';

/** Lists the software in the image beside its archive, from the archive alone. */
export default executor<object>(async (_options, context) => {
  const project = projectOf(context).name;
  const folder = receiptFolder(context.root, project);
  const receipt = await readReceipt(context.root, project);
  const { system, found } = await findSoftware(join(folder, 'image.tar'));
  await writeFile(join(folder, 'sbom.cdx.json'), writeBom({ project, receipt, system, found }));
  const count = (type: string): number =>
    new Set(found.map(({ purl }) => purl).filter((purl) => purl.startsWith(`pkg:${type}/`))).size;
  const node = found.find(({ name, purl }) => name === 'node' && purl.startsWith('pkg:generic/'));
  sayDone(
    `${count('npm')} npm packages, ${count('deb') + count('apk')} of ${system?.name ?? 'no known system'}` +
      (node ? `, Node ${node.version}` : ''),
  );
});
