/** Runs once, before the first request: a wrong environment is said at start, not on somebody's page. */
export async function register() {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { refuseWrongEnvironment } = await import('./lib/refuse-wrong-environment');
  refuseWrongEnvironment();
}
