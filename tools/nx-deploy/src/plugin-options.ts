import { chooseEngine } from './images/engine.ts';

/** What a workspace says about itself in nx.json; every entry may be left out. */
export interface PluginOptions {
  /** JSON file that declares the environment variables: which are secret, required, generated. */
  environment?: string;
  /** Command that walks through the running release as a user would; it gets the release's URL. */
  journey?: string;
  /** Targets that the journey's command needs first, as in "journey:build". */
  journeyDependsOn?: string[];
  /** What the test of rolling updates asks for on the release's URL, in turn. */
  loadPaths?: string[];
  /** The list of tasks on the way to a release, each with what proves it; the report is about it. */
  tasks?: string;
  /** Folder that a project's build writes, and that replaces the Dockerfile's stage "build". */
  buildOutput?: string;
  /** The project of plain manifests is called so. */
  manifestsProject?: string;
  /** buildx builder that builds the images; the engine's own when left out. */
  builder?: string;
  /** What builds, holds and runs images: docker, or podman. The variable NX_DEPLOY_ENGINE wins over it. */
  engine?: string;
}

export const withDefaults = (options: PluginOptions | undefined) => ({
  buildOutput: '{projectRoot}/dist',
  manifestsProject: 'manifests',
  journeyDependsOn: [] as string[],
  ...options,
  engine: chooseEngine(options?.engine),
});

export type ResolvedOptions = ReturnType<typeof withDefaults>;
