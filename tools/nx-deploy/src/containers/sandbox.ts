import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../console/run.ts';
import type { Engine } from '../images/engine.ts';

export interface ContainerOptions {
  /** Host name in the sandbox's network. */
  name: string;
  image: string;
  environment: Record<string, string>;
  /** Port that is opened on this machine's loopback. */
  port?: number | undefined;
  user?: string | undefined;
  tmpfs?: string[];
}

export interface Container {
  engine: Engine;
  id: string;
  name: string;
  /** Where it answers, when a port was asked for. */
  url: string;
}

export interface ContainerState {
  running: boolean;
  exitCode: number;
  imageId: string;
}

export class EngineError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** A network of its own in the engine; whatever is started in it is gone afterwards, however the test ends. */
export class Sandbox {
  readonly #engine: Engine;
  readonly #id: string;
  readonly #folder: string;
  readonly #sweeper: ReturnType<typeof spawnSweeper>;

  private constructor(engine: Engine, id: string, folder: string) {
    this.#engine = engine;
    this.#id = id;
    this.#folder = folder;
    this.#sweeper = spawnSweeper(engine, id, folder);
  }

  static async open(engine: Engine): Promise<Sandbox> {
    const id = `nx-deploy-${randomBytes(6).toString('hex')}`;
    const sandbox = new Sandbox(engine, id, await mkdtemp(join(tmpdir(), `${id}-`)));
    try {
      await ask(engine, ['network', 'create', '--label', sandbox.#label, id]);
      return sandbox;
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  }

  /** Takes from it whatever a well-made service does without: writing, capabilities, ways to more rights. */
  async start(options: ContainerOptions): Promise<Container> {
    const { name, image, port, user, tmpfs = [] } = options;
    const environmentFile = await this.#writeEnvironment(options.environment);
    try {
      const id = await ask(this.#engine, [
        ...[
          'run',
          '--detach',
          '--label',
          this.#label,
          '--name',
          `${this.#id}-${randomBytes(3).toString('hex')}`,
        ],
        ...['--network', this.#id, '--network-alias', name, '--env-file', environmentFile],
        ...[
          '--read-only',
          ...this.#ownFoldersOnly,
          '--cap-drop',
          'ALL',
          '--security-opt',
          'no-new-privileges',
        ],
        ...(user ? ['--user', user] : []),
        ...tmpfs.flatMap((folder) => ['--tmpfs', folder]),
        // An image's own health check is asked as often as anybody can wait for; without one this means nothing.
        ...['--health-interval', '1s'],
        ...(port ? ['--publish', `127.0.0.1::${port}`] : []),
        image,
      ]);
      const container = { engine: this.#engine, id, name, url: '' };
      return { ...container, url: port ? await findUrl(container, port) : '' };
    } finally {
      await rm(environmentFile, { force: true });
    }
  }

  /** @throws when something could not be removed. */
  async close(): Promise<void> {
    const left = await this.#sweeper.end();
    if (left)
      throw new EngineError(1, `Containers or networks labelled ${this.#label} could not be removed.`);
  }

  // In a file that only this user can read, and only while the engine's client starts: arguments are seen by all.
  async #writeEnvironment(environment: Record<string, string>): Promise<string> {
    const lines = Object.entries(environment).map(([name, value]) => {
      if (/[\r\n]/.test(value)) throw new Error(`The value of ${name} has more than one line.`);
      return `${name}=${value}\n`;
    });
    const file = join(this.#folder, randomBytes(6).toString('hex'));
    await writeFile(file, lines.join(''), { mode: 0o600 });
    return file;
  }

  /** Podman gives a read-only container folders to write to; clusters do not. */
  get #ownFoldersOnly(): string[] {
    return this.#engine === 'podman' ? ['--read-only-tmpfs=false'] : [];
  }

  get #label(): string {
    return `nx-deploy.sandbox=${this.#id}`;
  }
}

export async function inspectContainer({ engine, id }: Container): Promise<ContainerState> {
  const format = '{{.State.Running}} {{.State.ExitCode}} {{.Image}}';
  const [running, exitCode, imageId = ''] = (await ask(engine, ['inspect', '--format', format, id])).split(
    ' ',
  );
  return { running: running === 'true', exitCode: Number(exitCode), imageId };
}

/** What the engine says of the image's own health check; undefined when the image has none. */
export async function readHealth({ engine, id }: Container): Promise<string | undefined> {
  const format = '{{if .State.Health}}{{.State.Health.Status}}{{end}}';
  return (await ask(engine, ['inspect', '--format', format, id])) || undefined;
}

/** What the container wrote, to both of its outputs. */
export async function readLogs({ engine, id }: Container): Promise<string> {
  const { stdout, stderr } = await run(engine, ['logs', id]);
  return `${stdout}${stderr}`.trim();
}

/** Sends SIGTERM, and SIGKILL when the time is over. */
export async function stopContainer({ engine, id }: Container, graceSeconds: number): Promise<void> {
  await ask(engine, ['stop', '--time', String(graceSeconds), id]);
}

/** Takes its name out of the network, so that the next container can have it. */
export async function removeContainer({ engine, id }: Container): Promise<void> {
  await ask(engine, ['rm', '--force', '--volumes', id]);
}

export async function succeedsInside({ engine, id }: Container, command: string[]): Promise<boolean> {
  return (await run(engine, ['exec', id, ...command], { timeoutMs: 20_000 })).code === 0;
}

async function findUrl({ engine, id }: Container, port: number): Promise<string> {
  const { code, stdout } = await run(engine, ['port', id, `${port}/tcp`]);
  const [address] = stdout.split('\n');
  // A container that ended at once has no port any more; whoever waits for it sees why.
  return code === 0 && address ? `http://${address}` : 'http://127.0.0.1:9';
}

async function ask(engine: Engine, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(engine, args);
  if (code !== 0) throw new EngineError(code, stderr.trim());
  return stdout.trim();
}

function spawnSweeper(engine: Engine, id: string, folder: string) {
  const program = fileURLToPath(new URL('./sweep.mjs', import.meta.url));
  // Detached, so that Ctrl-C does not reach it.
  const child = spawn(process.execPath, [program, engine, id, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = new Promise<boolean>((resolve) => child.on('close', (code) => resolve(code !== 0)));
  child.stdin.on('error', () => undefined);
  return {
    async end(): Promise<boolean> {
      child.stdin.end('done');
      return ended;
    },
  };
}
