/**
 * The environment for an nx that a test starts. With the mark of the nx that started the test, two tests that deploy at
 * the same time, each to a namespace of its own, look to nx like one task that starts itself.
 */
export function environmentForNx(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  delete environment['NX_INVOCATION_ROOT_PID'];
  return environment;
}
