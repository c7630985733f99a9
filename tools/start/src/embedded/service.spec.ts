import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runs, identify } from './process-identity.js';
import { Service } from './service.js';

const getReady = `import { writeFileSync } from 'node:fs'; writeFileSync('ready', '');`;

describe('a service', () => {
  let home: string;
  let pids: number[];
  let said: string[];
  let givenUp: Error | undefined;
  let service: Service;

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'habit-service-'));
    [pids, said, givenUp] = [[], [], undefined];
  });
  afterEach(async () => {
    await service.stop();
    rmSync(home, { recursive: true });
  });

  function serviceOf(program: string) {
    writeFileSync(join(home, 'program.mjs'), program);
    service = new Service({
      name: 'program',
      command: { command: process.execPath, args: ['program.mjs'], options: { cwd: home } },
      log: join(home, 'log'),
      stopSignal: 'SIGTERM',
      untilReady: async (died) => {
        while (!died.aborted && !existsSync(join(home, 'ready'))) await pause(10);
      },
      onStart: (pid) => {
        rmSync(join(home, 'ready'), { force: true });
        pids.push(pid);
      },
      report: (text) => said.push(text),
      onGivenUp: (error) => (givenUp = error),
    });
    return service;
  }

  const until = async (holds: () => boolean) => {
    for (let tries = 0; tries < 1000 && !holds(); tries += 1) await pause(25);
    expect(holds()).toBe(true);
  };

  it('is started again when it is killed, and stays stopped when it is stopped', async () => {
    await serviceOf(`${getReady} setInterval(() => {}, 1000)`).start();
    process.kill(pids[0] as number, 'SIGKILL');
    await until(() => said.some((text) => text.includes('is back')));
    expect(pids).toHaveLength(2);
    await service.stop();
    await pause(200);
    expect(pids).toHaveLength(2);
    expect(identify(pids[1] as number)).toBeUndefined();
  });

  it('that ends while it starts fails with its last words', async () => {
    await expect(serviceOf('console.error("no database"); process.exit(1)').start()).rejects.toThrow(
      'no database',
    );
    expect(pids).toHaveLength(1);
  });

  it('that keeps dying is given up', async () => {
    await serviceOf(`${getReady} setTimeout(() => process.exit(3), 100)`).start();
    await until(() => givenUp !== undefined);
    expect(givenUp?.message).toContain('keeps dying (exit code 3)');
  });
});

it('tells a process from a later one of the same id', () => {
  const me = identify(process.pid);
  expect(me && runs(me)).toBe(true);
  expect(runs({ pid: process.pid, started: 'before' })).toBe(false);
});
