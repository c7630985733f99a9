import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from './process-identity.js';
import type { ProcessIdentity } from './process-identity.js';
import { RunNote, takeOver } from './run-note.js';

describe('the note of a run', () => {
  let home: string;
  let file: string;
  const gone: ProcessIdentity = { pid: 1, started: 'never' };

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'habit-note-'));
    file = join(home, 'run.json');
  });
  afterEach(() => rmSync(home, { recursive: true }));

  function sleeper() {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      stdio: 'ignore',
      detached: true,
    });
    return { identity: identify(child.pid as number) as ProcessIdentity, exit: once(child, 'exit') };
  }

  it('keeps a second run off a folder that is in use', async () => {
    new RunNote(file, 'http://localhost:3000');
    await expect(takeOver(file, () => {})).rejects.toThrow(
      'already runs on this data at http://localhost:3000',
    );
    expect(existsSync(file)).toBe(true);
  });

  it('lets the next run end what a killed run left', async () => {
    const { identity, exit } = sleeper();
    const note = { url: '', supervisor: gone, starters: [], services: { backend: identity, frontend: gone } };
    writeFileSync(file, JSON.stringify(note));
    const said: string[] = [];
    await takeOver(file, (text) => said.push(text));
    expect(await exit).toEqual([null, 'SIGTERM']);
    expect(said).toEqual([`Stopping the backend of an earlier run (process ${identity.pid})`]);
    expect(existsSync(file)).toBe(false);
  });

  it('lets the next run end a run whose starter is gone', async () => {
    const { identity, exit } = sleeper();
    writeFileSync(file, JSON.stringify({ url: '', supervisor: identity, starters: [gone], services: {} }));
    await takeOver(file, () => {});
    expect(await exit).toEqual([null, 'SIGTERM']);
  });

  it('gives the folder to one of two starts at the same time', () => {
    const winner = new RunNote(file, 'http://localhost:3000');
    expect(() => new RunNote(file, 'http://localhost:4000')).toThrow('Another start on the same data');
    expect(JSON.parse(readFileSync(file, 'utf8')).url).toBe('http://localhost:3000');
    winner.remove();
    expect(existsSync(file)).toBe(false);
  });

  it('of somebody else is not removed', () => {
    const note = new RunNote(file, 'http://localhost:3000');
    writeFileSync(file, JSON.stringify({ ...note.note, supervisor: gone }));
    note.remove();
    expect(existsSync(file)).toBe(true);
  });

  it('records what was started, and bears a damaged note', async () => {
    const note = new RunNote(file, 'http://localhost:3000');
    note.started('backend', process.pid);
    expect(JSON.parse(readFileSync(file, 'utf8')).services).toEqual({ backend: identify(process.pid) });
    expect(note.isOrphaned()).toBe(false);
    writeFileSync(file, '{"url":');
    await takeOver(file, () => {});
  });
});
