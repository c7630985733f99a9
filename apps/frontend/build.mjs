// Compiles the app and lays out in dist/ what runs it: the same bytes from every folder and on every machine.
//   dist/apps/frontend/start.cjs   starts the server, with drain.cjs for its end
//   dist/node_modules              what the server needs, and nothing else
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { listBundledPackages } from './bundled-packages.mjs';

const app = import.meta.dirname;
const workspace = path.join(app, '../..');
const place = path.relative(workspace, app);
const standalone = path.join(app, '.next/standalone');
const dist = path.join(app, 'dist');

compile();
fs.rmSync(dist, { recursive: true, force: true });
fs.cpSync(standalone, dist, { recursive: true });
fs.cpSync(path.join(app, '.next/static'), path.join(dist, place, '.next/static'), { recursive: true });
fs.cpSync(path.join(app, 'public'), path.join(dist, place, 'public'), { recursive: true });
for (const name of ['start.cjs', 'drain.cjs']) {
  fs.copyFileSync(path.join(app, name), path.join(dist, place, name));
}
fs.writeFileSync(path.join(dist, place, 'bundled.cdx.json'), listBundledPackages(app, workspace));
forgetThisMachine();
openToEveryReader(dist);

function compile() {
  // An earlier build would leave its files in the output, and its cache must not decide what is in this one.
  fs.rmSync(path.join(app, '.next'), { recursive: true, force: true });
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const { status } = spawnSync(process.execPath, [next, 'build'], {
    cwd: app,
    env: buildEnvironment(),
    stdio: 'inherit',
  });
  if (status !== 0) {
    console.error('The frontend was not built: next build failed, see above.');
    process.exit(status ?? 1);
  }
}

/** Nothing that is only known when the server starts may be there when it is built. */
function buildEnvironment() {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  for (const name of Object.keys(env)) {
    if (name.startsWith('NEXT_PUBLIC_') || ['PORT', 'HOSTNAME'].includes(name)) delete env[name];
  }
  // Only seals values that inline actions capture, and there are none (sign-in-actions.ts). A random key
  // would give other action ids in every build.
  env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = Buffer.alloc(32).toString('base64');
  return env;
}

function forgetThisMachine() {
  for (const file of ['server.js', '.next/required-server-files.json']) {
    edit(file, (text) => text.replaceAll(JSON.stringify(workspace), '"/app"').replaceAll(workspace, '/app'));
  }
  // Next takes along what a developer keeps in .env files.
  for (const name of fs.readdirSync(path.join(dist, place)).filter((each) => each.startsWith('.env'))) {
    fs.rmSync(path.join(dist, place, name));
  }
  // The tools that built the app are not needed to run it.
  edit('package.json', (text) => {
    const { name, version, type } = JSON.parse(text);
    return JSON.stringify({ name, version, type });
  });
  // Random keys of the preview mode. Known ones open nothing here: every page is rendered for its request,
  // so there is no stored page to preview or to replace.
  const preview = {
    previewModeId: '0'.repeat(32),
    previewModeSigningKey: '0'.repeat(64),
    previewModeEncryptionKey: '0'.repeat(64),
  };
  edit('.next/prerender-manifest.json', (text) => JSON.stringify({ ...JSON.parse(text), preview }));
  edit('.next/server/preview-props.json', () => JSON.stringify(preview));
}

function edit(file, change) {
  const target = path.join(dist, place, file);
  fs.writeFileSync(target, change(fs.readFileSync(target, 'utf8')));
}

/** Modes are part of an image, and the server runs as somebody else. */
function openToEveryReader(folder) {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const target = path.join(folder, entry.name);
    if (entry.isDirectory()) openToEveryReader(target);
    else if (entry.isFile()) fs.chmodSync(target, 0o644);
  }
}
