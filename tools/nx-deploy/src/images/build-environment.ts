const steersBuilds = /^(INPUT_|BUILDX_|BUILDKIT_|SOURCE_DATE_EPOCH$|DOCKER_DEFAULT_PLATFORM$)/;

/** An image may depend on nothing that its hash does not see, so what steers builds from outside is taken away. */
export function buildEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !steersBuilds.test(name));
  return { ...Object.fromEntries(kept), BUILDKIT_PROGRESS: 'plain' };
}
