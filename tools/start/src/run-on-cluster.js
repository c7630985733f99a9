import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bold, cyan, say, Trouble } from './console.js';
import { fillDemo } from './demo.js';
import { DataFolder } from './embedded/data-folder.js';
import { nx } from './nx.js';
import { root } from './workspace.js';

/**
 * Builds, deploys and verifies through the graph.
 * @param {NodeJS.ProcessEnv} env which cluster
 * @param {import('./arguments.js').Options} options
 */
export async function runOnCluster(env, options) {
  const code = await nx(['run', 'habit-tracker:verify'], { env });
  if (code !== 0) {
    throw new Trouble(
      'The cluster does not run a verified release; see above. Without a cluster: npm run up -- --embedded',
    );
  }
  const { url } = JSON.parse(readFileSync(join(root, 'dist/verify/habit-tracker/report.json'), 'utf8'));
  if (options.demo) {
    const folder = new DataFolder(options.data);
    folder.create();
    await fillDemo(url, folder.secrets().demoPassword);
  }
  say(`${bold('Habit Tracker is deployed and verified:')} ${cyan(url)}`);
}
