import { createHash } from 'node:crypto';
import { type Dockerfile, DockerfileParser, type From } from 'dockerfile-ast';
import type { ImageArchive } from './image-archive.ts';
import { plainStep } from './plain-config.ts';

export interface ImageBase {
  /** As the Dockerfile's last stage names it. */
  reference: string;
  /** How many of the image's first layers are the base's; absent where the image's history does not tell. */
  layers?: number;
  /**
   * OCI's ChainID of those layers: it tells one content of the base from another. The registry's digest of the
   * base is in no archive; it is known where the reference itself names it.
   */
  chainId?: string;
}

/** What the image stands on: each line of the last stage left one step in the history, what is before is the base's. */
export function describeBase(dockerfile: string, { config }: Pick<ImageArchive, 'config'>): ImageBase {
  const { reference, instructions } = readLastStage(dockerfile);
  const history = config.history ?? [];
  const own = history.slice(history.length - instructions.length);
  const tells =
    own.length === instructions.length &&
    own.every((step, at) => keyword(plainStep(step.created_by ?? '')) === instructions[at]);
  if (!tells) return { reference };

  const base = history.slice(0, history.length - instructions.length).filter((step) => !step.empty_layer);
  const diffIds = config.rootfs.diff_ids.slice(0, base.length);
  return { reference, layers: base.length, ...(diffIds.length > 0 ? { chainId: chainId(diffIds) } : {}) };
}

function readLastStage(text: string): { reference: string; instructions: string[] } {
  const dockerfile = DockerfileParser.parse(text);
  const stages = dockerfile.getFROMs();
  const defaults = readDefaults(dockerfile);
  const lineOf = (from: From | undefined): number => from?.getRange().start.line ?? Infinity;
  const instructions: string[] = [];
  let at = stages.length - 1;
  for (;;) {
    const stage = stages[at];
    if (!stage) throw new Error('The Dockerfile has no FROM line.');
    const inStage = dockerfile
      .getInstructions()
      .map((instruction) => ({ line: instruction.getRange().start.line, name: instruction.getKeyword() }))
      .filter(({ line }) => line > lineOf(stage) && line < lineOf(stages[at + 1]));
    instructions.unshift(...inStage.map(({ name }) => name.toUpperCase()));
    const reference = fill(stage.getImage() ?? '', defaults);
    // A stage may stand on an earlier one.
    const below = stages
      .slice(0, at)
      .findLastIndex((other) => other.getBuildStage()?.toLowerCase() === reference.toLowerCase());
    if (below < 0) return { reference, instructions };
    at = below;
  }
}

export const readDefaults = (dockerfile: Dockerfile): Map<string, string> =>
  new Map(
    dockerfile.getInitialARGs().map((arg) => {
      const property = arg.getProperty();
      return [property?.getName() ?? '', property?.getValue() ?? ''];
    }),
  );

export const fill = (reference: string, defaults: Map<string, string>): string =>
  reference.replace(
    /\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g,
    (whole, plain?: string, braced?: string, fallback?: string) =>
      defaults.get(plain ?? braced ?? '') || fallback || whole,
  );

const keyword = (step: string): string => /^[A-Z]+/.exec(step)?.[0] ?? '';

export const chainId = (diffIds: string[]): string =>
  diffIds.reduce(
    (chain, diffId) => `sha256:${createHash('sha256').update(`${chain} ${diffId}`).digest('hex')}`,
  );
