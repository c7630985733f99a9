import { join } from 'node:path';
import { say, Trouble } from './console.js';
import { runGroup } from './run-group.js';
import { root } from './workspace.js';

/**
 * Uses the app as a new user would, with the same steps that prove a release on a cluster.
 * @param {string} url
 * @param {AbortSignal} signal ends it
 */
export async function verifyJourney(url, signal) {
  say(`Using ${url} as a new user would`);
  const code = await runGroup([join(root, 'libs/journey/dist/journey.mjs'), url], { signal });
  signal.throwIfAborted();
  if (code !== 0)
    throw new Trouble('The app runs, but does not do what it should: see the step that failed above.');
}
