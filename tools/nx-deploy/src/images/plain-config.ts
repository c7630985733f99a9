import type { ImageConfig } from './image-archive.ts';

type Fields = Record<string, unknown>;

// What OCI's image specification names and what docker adds, in the order in which BuildKit writes it: so the same
// image has the same digest, whichever store it was built in.
const configFields = [
  ...['User', 'ExposedPorts', 'Env', 'Entrypoint', 'Cmd', 'Volumes', 'WorkingDir', 'Labels', 'StopSignal'],
  ...['ArgsEscaped', 'Healthcheck', 'OnBuild', 'StopTimeout', 'Shell'],
];

/**
 * An image's configuration without what engines note of the build itself: names of build containers and of images
 * between. These are new in each build, and would make each build another image.
 */
export function plainConfig(config: ImageConfig, diffIds: string[]): Fields {
  const { architecture, os, history = [] } = config;
  const variant = (config as { variant?: string }).variant;
  const kept = configFields
    .map((name) => [name, (config.config as Fields)[name]] as const)
    .filter(([, value]) => !isEmpty(value));
  return {
    architecture,
    config: Object.fromEntries(kept),
    created: epoch,
    history: history.map(({ created_by, comment, empty_layer }) => ({
      created: epoch,
      ...(created_by ? { created_by: plainStep(created_by) } : {}),
      ...(comment && !namesParent.test(comment) ? { comment } : {}),
      ...(empty_layer ? { empty_layer } : {}),
    })),
    os,
    ...(variant ? { variant } : {}),
    rootfs: { type: 'layers', diff_ids: diffIds },
  };
}

// Podman notes what each step stood on.
const namesParent = /^FROM /;

const epoch = '1970-01-01T00:00:00Z';

/** The line as the Dockerfile has it. */
export const plainStep = (step: string): string => step.replace(/^\/bin\/sh -c #\(nop\)\s+/, '').trimEnd();

function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return !value;
}
