import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../console/failure.ts';
import { findTool } from './find-tool.ts';
import { splitCommand } from './split-command.ts';
import { isAtLeast, parseVersion } from './versions.ts';

describe('helm on the PATH', () => {
  const path = process.env['PATH'];
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tools-'));
    process.env['PATH'] = `${folder}:/bin:/usr/bin`;
  });

  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true, force: true });
  });

  const install = (version: string): void => {
    writeFileSync(join(folder, 'helm'), `#!/bin/sh\necho ${version}\n`);
    chmodSync(join(folder, 'helm'), 0o755);
  };

  it.each(['v3.18.6+gabc', 'v4.1.4'])('is used when it is %s', async (version) => {
    install(version);
    expect((await findTool('helm', folder)).program).toBe(join(folder, 'helm'));
  });

  it('is asked again after an update', async () => {
    install('v4.0.0');
    await findTool('helm', folder);
    install('v3.2.100000');
    await expect(findTool('helm', folder)).rejects.toThrow(/version 3\.2; helm 3\.18 or newer/);
  });

  it('that is too old, with nothing shipped, ends with how to get one', async () => {
    install('v3.17.0');
    await expect(findTool('helm', folder)).rejects.toThrow(Failure);
  });
});

it('compares versions by number', () => {
  const v = (text: string) => parseVersion(text) ?? { major: 0, minor: 0 };
  expect(isAtLeast(v('v3.9.0'), v('3.18'))).toBe(false);
  expect(isAtLeast(v('Client Version: v1.35.2'), v('1.30'))).toBe(true);
  expect(parseVersion('unknown')).toBeUndefined();
});

it('splits commands by words, holding quoted ones together', () => {
  expect(splitCommand('node "my walk.mjs" --quick')).toEqual(['node', 'my walk.mjs', '--quick']);
  expect(splitCommand("sh -c 'a b'")).toEqual(['sh', '-c', 'a b']);
  expect(() => splitCommand('  ')).toThrow(/empty/);
});
