/**
 * Builds the image, and lets caches forget what they hold of it. `--skip-nx-cache` would not: it builds, leaves the cache
 * as it is, and the next run brings the old image back. Nor would `nx reset --only-cache`, after which Nx still sees hits.
 */
export const rebuildCommand = (project: string): string =>
  `nx reset && nx run ${project}:docker-build --skip-remote-cache`;
