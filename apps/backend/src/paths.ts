import { fileURLToPath } from 'node:url';

// The bundle holds its files beside main.mjs; in the source tree they lie where they belong.
const bundled = import.meta.url.endsWith('/main.mjs');
const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export const migrationsFolder = beside(bundled ? './migrations' : '../migrations');

/** The files of the API's documentation page; the library finds its own where it is installed. */
export const docsFolder = bundled ? beside('./static') : undefined;
