import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { executor, projectOf } from '../console/executor.ts';
import { sayDone } from '../console/say.ts';
import { megabytes } from '../console/units.ts';
import { type ImageReceipt, receiptFolder } from '../images/image-receipt.ts';
import { publishImage } from './publish-image.ts';

export interface DockerPublishOptions {
  registry: string;
  tags?: string[];
  dryRun?: boolean;
}

export default executor<DockerPublishOptions>(async ({ registry, tags = [], dryRun = false }, context) => {
  const { name: project } = projectOf(context);
  const folder = receiptFolder(context.root, project);
  const receipt = JSON.parse(await readFile(join(folder, 'receipt.json'), 'utf8')) as ImageReceipt;
  const published = await publishImage({
    project,
    archive: join(folder, 'image.tar'),
    receipt,
    registry,
    tags,
    dryRun,
    environment: process.env,
  });
  const { repository, digest, sent, sentBlobs, skippedBlobs } = published;
  sayDone(
    `${dryRun ? 'Would send' : 'Sent'} ${sentBlobs} blobs (${megabytes(sent)}); the registry has ${skippedBlobs} already.`,
  );
  for (const tag of published.tags) sayDone(`${dryRun ? 'Would tag' : 'Tagged'} ${repository}:${tag}`);
  sayDone(`${dryRun ? 'It would be' : 'It is'} ${repository}@${digest}`);
});
