import { hideSecretArguments, hideSecrets } from '../leaks/hide-secrets.ts';
import type { ImageReceipt } from './image-receipt.ts';

/**
 * Receipts go into caches, reports and onto screens, so they show no secret that somebody wrote into a Dockerfile.
 * The image itself is not changed: secret-scan finds it there.
 */
export async function hideInReceipt(receipt: ImageReceipt): Promise<ImageReceipt> {
  const { entrypoint, cmd, labels, layers } = receipt;
  return {
    ...receipt,
    entrypoint: await hideSecretArguments(entrypoint),
    cmd: await hideSecretArguments(cmd),
    labels: Object.fromEntries(await Promise.all(Object.entries(labels).map(hideLabel))),
    layers: await Promise.all(
      layers.map(async (layer) => ({ ...layer, createdBy: await hideSecrets(layer.createdBy) })),
    ),
  };
}

async function hideLabel([name, value]: [string, string]): Promise<[string, string]> {
  const shownName = await hideSecrets(name);
  const shown = await hideSecrets(`${name}=${value}`);
  return [shownName, shown.startsWith(`${shownName}=`) ? shown.slice(shownName.length + 1) : '•••'];
}
