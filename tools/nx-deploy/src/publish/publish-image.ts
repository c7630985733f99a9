import { Failure } from '../console/failure.ts';
import { contentTag, type ImageReceipt } from '../images/image-receipt.ts';
import { readManifest, sendBlobs } from './archive-blobs.ts';
import { readDockerLogin } from './docker-credentials.ts';
import { Registry, RegistryError } from './registry.ts';
import { rebuildCommand } from '../images/rebuild-command.ts';

export interface Publication {
  project: string;
  archive: string;
  receipt: ImageReceipt;
  /** Host and prefix. */
  registry: string;
  tags: string[];
  dryRun: boolean;
  environment: NodeJS.ProcessEnv;
}

export interface Published {
  repository: string;
  digest: string;
  tags: string[];
  /** Bytes that the registry lacked. */
  sent: number;
  skippedBlobs: number;
  sentBlobs: number;
}

/** Sends the archive's own blobs and manifest, so the registry serves exactly the bytes that were checked. */
export async function publishImage(publication: Publication): Promise<Published> {
  const { project, archive, receipt, dryRun, environment } = publication;
  const doing = `Publishing the image of ${project}`;
  const { host, repository } = placeOf(publication.registry, project, doing);
  const tags = [...new Set([contentTag(receipt), ...publication.tags])];
  refuseTags(doing, tags);

  const manifest = await readManifest(archive);
  if (manifest.digest !== receipt.manifestDigest)
    throw new Failure({
      doing,
      wrong: 'the archive is not the one that its receipt describes.',
      mend: `Build it again: ${rebuildCommand(project)}`,
    });

  const login = await readDockerLogin(host, environment);
  const registry = new Registry(host, repository, login.basic);
  try {
    const missing = [];
    for (const blob of manifest.blobs) if (!(await registry.holdsBlob(blob.digest))) missing.push(blob);
    const wanted = new Set(missing.map(({ digest }) => digest));
    if (!dryRun) {
      const sent = await sendBlobs(archive, wanted, (digest, size, content) =>
        registry.putBlob(digest, size, content),
      );
      if (sent.size < wanted.size) throw new Error(`${archive} lacks layers that its manifest names.`);
      for (const tag of tags) {
        await registry.putManifest(tag, manifest.mediaType, manifest.bytes);
        const served = await registry.findDigest(tag, manifest.mediaType);
        if (served !== receipt.manifestDigest)
          throw new RegistryError(200, `${repository}:${tag} is served as ${served ?? 'nothing'}.`);
      }
    }
    return {
      repository: `${host}/${repository}`,
      digest: manifest.digest,
      tags,
      sent: missing.reduce((sum, { size }) => sum + size, 0),
      sentBlobs: wanted.size,
      skippedBlobs: new Set(manifest.blobs.map(({ digest }) => digest)).size - wanted.size,
    };
  } catch (error) {
    throw explain(error, doing, host, login.helper);
  }
}

function explain(error: unknown, doing: string, host: string, helper: string | undefined): unknown {
  if (error instanceof RegistryError) {
    const refused = error.status === 401 || error.status === 403;
    return new Failure({
      doing,
      wrong: refused ? `${host} does not let us push.` : `${host} did not take it.`,
      mend: !refused
        ? 'Look at what the registry says, correct the cause, and publish again; what it has is not sent twice.'
        : helper
          ? `Your docker keeps logins in docker-credential-${helper}, which is not asked here. Point DOCKER_CONFIG at a folder whose config.json has the login itself.`
          : `docker login ${host}`,
      evidence: [error.message],
    });
  }
  const code = (error as { code?: string }).code;
  if (code && /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|CERT|DEPTH|SELF|UNABLE|ERR_TLS)/.test(code))
    return new Failure({
      doing,
      wrong: `${host} cannot be reached (${code}).`,
      mend: 'Check the name, the network and the certificate, then publish again.',
    });
  return error;
}

function placeOf(registry: string, project: string, doing: string): { host: string; repository: string } {
  const [host = '', ...prefix] = registry.replace(/\/+$/, '').split('/');
  const repository = [...prefix, project].join('/').toLowerCase();
  const isHost = /^([\w-]+(\.[\w-]+)*|\[[0-9a-f:]+\])(:\d+)?$/i.test(host);
  if (isHost && /^[a-z0-9]+([._/-]+[a-z0-9]+)*$/.test(repository)) return { host, repository };
  throw new Failure({
    doing,
    wrong: `"${registry}" names no registry.`,
    mend: 'Write its host and a prefix, without https://, as in --registry registry.example.com/shop',
  });
}

function refuseTags(doing: string, tags: string[]): void {
  const wrong = tags.filter((tag) => !/^\w[\w.-]{0,127}$/.test(tag));
  if (wrong.length === 0) return;
  throw new Failure({
    doing,
    wrong: `${wrong.map((tag) => `"${tag}"`).join(', ')} cannot be a tag.`,
    mend: 'A tag has letters, digits, ".", "_" and "-", at most 128 of them, as in --tags 1.2.0',
  });
}
