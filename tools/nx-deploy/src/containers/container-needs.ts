import { randomBytes } from 'node:crypto';
import type { ProjectConfiguration } from '@nx/devkit';

/** What a container of a project needs and promises: `nx.targets.container-test.options` in its package.json. */
export interface ContainerNeeds {
  /** Port that answers HTTP; the first that the image exposes when left out. */
  port?: number;
  /** Variables. `${name}` stands for a value made for this run, the same wherever the name stands. */
  environment?: Record<string, string>;
  /** What it finds in its network, by host name: a ready-made image, or another project of the workspace. */
  services?: Record<string, Service>;
  /** Path that answers 200 as soon as requests may be sent. */
  ready?: string;
  /** Paths that must answer 200, each with a text that the answer must hold. */
  pages?: Record<string, string>;
  /** Changes of the environment (null takes a variable away) that must end the container with code 1. */
  refuses?: { environment: Record<string, string | null>; says: string }[];
  /** Path that takes a POST: one is under way while the container is told to stop, and must be answered. */
  upload?: string;
  graceSeconds?: number;
  startSeconds?: number;
}

export type Service = ImageService | ProjectService;

export interface ImageService {
  image: string;
  environment?: Record<string, string>;
  /** As "999:999"; for an image that starts as root to become another user, which takes capabilities. */
  user?: string;
  /** Folders in memory, the only ones it may write to: a test keeps nothing. */
  tmpfs?: string[];
  /** Command in the container that succeeds when it is ready. */
  readyCommand?: string[];
}

export interface ProjectService {
  project: string;
}

export const isProjectService = (service: Service): service is ProjectService => 'project' in service;

/** What another project says of its own container. */
export function needsOf(projects: Record<string, ProjectConfiguration>, name: string): ContainerNeeds {
  return (projects[name]?.targets?.['container-test']?.options ?? {}) as ContainerNeeds;
}

/** Fills `${name}` with values that exist for one run alone. */
export class RunValues {
  readonly #values = new Map<string, string>();

  fill(environment: Record<string, string | null> = {}): Record<string, string> {
    const given = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== null);
    return Object.fromEntries(given.map(([name, text]) => [name, this.#fillText(text)]));
  }

  /** All values made so far: no log may hold one. */
  all(): string[] {
    return [...this.#values.values()];
  }

  #fillText(text: string): string {
    return text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = this.#values.get(name) ?? randomBytes(24).toString('hex');
      this.#values.set(name, value);
      return value;
    });
  }
}
