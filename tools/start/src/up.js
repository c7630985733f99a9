import { help, readArguments } from './arguments.js';
import { choosePlace } from './choose-place.js';
import { bold, dim, runMain, say } from './console.js';
import { ensureInstalled } from './install.js';
import { readSettings } from './settings.js';

await runMain(async () => {
  const options = readArguments(process.argv.slice(2));
  if (options.help) return say(help);
  await ensureInstalled();
  const settings = readSettings();
  const place = await choosePlace(options, settings);
  const target = place.where === 'cluster' ? place.target : 'this machine (embedded)';
  say(`${bold('Place:')} ${target} ${dim(`because ${place.why}`)}`);
  if (place.where === 'cluster') {
    const { runOnCluster } = await import('./run-on-cluster.js');
    return runOnCluster(place.env, options);
  }
  const { runEmbedded } = await import('./embedded/run-embedded.js');
  return runEmbedded(options, settings);
});
