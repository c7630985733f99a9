import { readFile } from 'node:fs/promises';
import { Failure } from '../console/failure.ts';
import type { ImageArchive } from './image-archive.ts';
import { describeBase, type ImageBase } from './image-base.ts';

/** What an image is: no time, tag or path in it, so equal images have equal receipts. */
export interface ImageReceipt {
  /** The digest of the configuration: the same in the archive, in every engine and on every node. */
  imageId: string;
  manifestDigest: string | undefined;
  /** The tag under which releases and engines know this content, whatever the repository. */
  contentTag: string;
  platform: string;
  user: string;
  entrypoint: string[];
  cmd: string[];
  workingDir: string;
  ports: string[];
  labels: Record<string, string>;
  base: ImageBase;
  /** Unpacked bytes of all layers. */
  size: number;
  layers: ReceiptLayer[];
}

export interface ReceiptLayer {
  diffId: string;
  /** Unpacked bytes. */
  size: number;
  compressed: number;
  /** The line of a Dockerfile that made it. */
  createdBy: string;
}

export function describeImage(archive: ImageArchive, dockerfile: string): ImageReceipt {
  const { imageId, manifestDigest, config, layers } = archive;
  const { User, Entrypoint, Cmd, WorkingDir, ExposedPorts, Labels } = config.config;
  const steps = (config.history ?? []).filter((step) => !step.empty_layer);
  return {
    imageId,
    manifestDigest,
    contentTag: contentTag({ imageId }),
    platform: `${config.os}/${config.architecture}`,
    user: User ?? '',
    entrypoint: Entrypoint ?? [],
    cmd: Cmd ?? [],
    workingDir: WorkingDir || '/',
    ports: Object.keys(ExposedPorts ?? {}).sort(),
    labels: Object.fromEntries(Object.entries(Labels ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))),
    base: describeBase(dockerfile, archive),
    size: layers.reduce((sum, layer) => sum + layer.size, 0),
    layers: layers.map(({ diffId, size, compressed }, at) => ({
      diffId,
      size,
      compressed,
      createdBy: steps[at]?.created_by ?? '',
    })),
  };
}

export async function readReceipt(workspaceRoot: string, project: string): Promise<ImageReceipt> {
  const path = `${receiptFolder(workspaceRoot, project)}/receipt.json`;
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text !== undefined) return JSON.parse(text) as ImageReceipt;
  throw new Failure({
    doing: `Reading the receipt of ${project}'s image`,
    wrong: 'there is none, so nobody knows what the image is.',
    mend: `Build the image: nx run ${project}:docker-build`,
  });
}

export const receiptFolder = (workspaceRoot: string, project: string): string =>
  `${workspaceRoot}/dist/images/${project}`;

/** The tag that names content: releases point at it, and two images never share one. */
export const contentTag = ({ imageId }: Pick<ImageReceipt, 'imageId'>): string =>
  imageId.replace(/^sha256:/, '').slice(0, 12);

/** Engines and nodes call an image by either digest; podman leaves the algorithm away. */
export function isSameImage(id: string, receipt: Pick<ImageReceipt, 'imageId' | 'manifestDigest'>): boolean {
  const digest = /sha256:[0-9a-f]{64}/.exec(id.replace(/^[0-9a-f]{64}$/, 'sha256:$&'))?.[0];
  return digest !== undefined && (digest === receipt.imageId || digest === receipt.manifestDigest);
}
