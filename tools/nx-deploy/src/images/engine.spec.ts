import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseEngine, requireEngine } from './engine.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const install = (name: string): void => {
  writeFileSync(join(folder, name), '#!/bin/sh\n');
  chmodSync(join(folder, name), 0o755);
};

describe('the choice of the engine', () => {
  it('is the variable, then the option, then what is here', () => {
    const environment = { PATH: folder };
    install('podman');
    expect(chooseEngine(undefined, environment)).toBe('podman');
    install('docker');
    expect(chooseEngine(undefined, environment)).toBe('docker');
    expect(chooseEngine('podman', environment)).toBe('podman');
    expect(chooseEngine('podman', { ...environment, NX_DEPLOY_ENGINE: 'docker' })).toBe('docker');
  });

  it('is docker where there is none, so that the cache is that of those who have it', () => {
    expect(chooseEngine(undefined, { PATH: folder })).toBe('docker');
  });

  it('refuses a name that is no engine', () => {
    expect(() => chooseEngine('dokcer', {})).toThrow(/"dokcer" is none.*docker or podman/);
  });

  it('says what to install where the engine is missing', () => {
    const path = process.env['PATH'];
    process.env['PATH'] = folder;
    try {
      expect(() => requireEngine('docker', 'Loading the image of api', 'nx run api:docker-load')).toThrow(
        'Loading the image of api failed: docker is not installed, or not on the PATH.',
      );
    } finally {
      process.env['PATH'] = path;
    }
  });
});
