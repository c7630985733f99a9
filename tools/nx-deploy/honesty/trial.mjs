// One project of a workspace, and what must be true of it after something was done.
import assert from 'node:assert/strict';
import { closeSync, existsSync, openSync, readSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { engine, engineHas } from './engine.mjs';

/** Their passes are cached, and depend on the image alone. */
export const checks = ['size-check', 'secret-scan', 'image-check', 'sbom', 'container-test'];
/** Never cached: whether this engine holds the image, and whether it holds what this machine's .env tells. */
const uncached = ['docker-load', 'env-scan'];

export class Trial {
  constructor(workspace, project) {
    this.workspace = workspace;
    this.project = project;
    this.all = ['run-many', '-t', 'docker-load', ...checks, '-p', project];
  }

  /** The same project in another clone. */
  in(workspace) {
    return new Trial(workspace, this.project);
  }

  get receipt() {
    return this.workspace.receipt(this.project);
  }

  get archive() {
    return join(this.workspace.folder, `dist/images/${this.project}/image.tar`);
  }

  tasks(...targets) {
    return targets.map((target) => `${this.project}:${target}`).sort();
  }

  get everything() {
    return this.tasks('build', 'docker-build', ...checks, ...uncached);
  }

  /** Runs all targets: of those that are cached, exactly these must run. */
  runs(...targets) {
    const { ran } = this.workspace.nx(this.all);
    assert.deepEqual(ran, this.tasks(...targets, ...uncached));
    this.isUsable();
  }

  runsEverything(environment) {
    assert.deepEqual(this.workspace.nx(this.all, environment).ran, this.everything);
    this.isUsable();
  }

  onlyHits(environment) {
    const { ran, hits } = this.workspace.nx(this.all, environment);
    assert.deepEqual(ran, this.tasks(...uncached));
    assert.deepEqual(hits, this.tasks('build', 'docker-build', ...checks));
    this.isUsable();
  }

  /** Builds the image whatever the cache holds. */
  buildAnew(environment) {
    this.workspace.nx(['run', `${this.project}:docker-build`, '--skip-nx-cache'], environment);
    return this.receipt;
  }

  /** The image is not loaded. @returns what runs the commands that are named */
  refusesToLoad(sentence, environment) {
    const load = `${this.project}:docker-load`;
    const { printed } = this.workspace.nxFails(['run', load], environment);
    assert.match(printed[load], sentence);
    assert.ok(printed[load].split('\n').length <= 24, `more than a screen:\n${printed[load]}`);
    const [, mend] = /(nx reset && nx run \S+:docker-build .*)/.exec(printed[load]) ?? [];
    assert.ok(mend, `no command in:\n${printed[load]}`);
    return () => {
      for (const command of mend.split(' && '))
        this.workspace.does(command.trim().split(' ').slice(1), environment);
      this.loads(environment);
    };
  }

  /** What was built is loaded, and nothing is built again for it. */
  loads(environment) {
    const { ran } = this.workspace.nx(['run', `${this.project}:docker-load`], environment);
    assert.deepEqual(ran, this.tasks('docker-load'));
    this.isUsable();
  }

  /** The engine runs exactly what the receipt describes. */
  isUsable() {
    const { imageId, manifestDigest, contentTag } = this.receipt;
    const held = engine('image', 'inspect', '--format', '{{.Id}}', `${this.project}:${contentTag}`);
    const wanted = [imageId, manifestDigest].map((digest) => digest?.replace('sha256:', ''));
    assert.ok(wanted.includes(held.replace('sha256:', '')), `the engine holds ${held}`);
    engine('run', '--rm', `${this.project}:${contentTag}`, '--check', 'main.mjs');
  }

  isLoaded() {
    return engineHas(`${this.project}:${this.receipt.contentTag}`);
  }

  deleteImage() {
    engine('image', 'rm', '--force', `${this.project}:${this.receipt.contentTag}`, `apps-${this.project}`);
    assert.equal(engineHas(`apps-${this.project}`), false);
  }

  /** All that the cache keeps of the project's archives. */
  cachedArchives() {
    const cache = join(this.workspace.folder, '.nx/cache');
    const files = readdirSync(cache)
      .map((hash) => join(cache, hash, `dist/images/${this.project}/image.tar`))
      .filter((file) => existsSync(file));
    assert.ok(files.length > 0, 'the cache holds no archive');
    return files;
  }
}

export function alterOneByte(file) {
  const handle = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  const middle = Math.floor(statSync(file).size / 2);
  readSync(handle, byte, 0, 1, middle);
  byte[0] ^= 1;
  writeSync(handle, byte, 0, 1, middle);
  closeSync(handle);
}
