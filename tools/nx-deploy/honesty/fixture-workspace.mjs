// A copy of this workspace in a temporary folder, with two tiny services beside the real ones, a cache of its own
// (.nx in the copy) and a real engine.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = execFileSync('git', ['rev-parse', '--show-toplevel'], { encoding: 'utf8' }).trim();
const steersNx = /^(NX_(?!DEPLOY_ENGINE$)|INPUT_)/;

export class Workspace {
  constructor(folder) {
    this.folder = folder;
  }

  static create() {
    const workspace = new Workspace(join(mkdtempSync(join(tmpdir(), 'honesty-')), 'clone'));
    mkdirSync(workspace.folder);
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
    });
    for (const file of listed.toString('utf8').split('\0').filter(Boolean))
      if (existsSync(join(root, file))) cpSync(join(root, file), join(workspace.folder, file));
    copyPackages(root, workspace.folder);
    return workspace;
  }

  /** Another clone, with nothing built. */
  clone(name) {
    const other = new Workspace(join(dirname(this.folder), name));
    mkdirSync(other.folder);
    for (const file of execFileSync('git', ['ls-files', '-z'], { cwd: this.folder, encoding: 'utf8' })
      .split('\0')
      .filter(Boolean))
      cpSync(join(this.folder, file), join(other.folder, file));
    copyPackages(this.folder, other.folder);
    other.git('init', '--quiet', '--initial-branch', 'main');
    other.commit('All');
    return other;
  }

  /** Another clone, with what the cache held. */
  cloneWithCache() {
    const other = this.clone('second-clone');
    cpSync(join(this.folder, '.nx'), join(other.folder, '.nx'), { recursive: true });
    return other;
  }

  moveTo(name) {
    const place = join(dirname(this.folder), name);
    renameSync(this.folder, place);
    this.folder = place;
  }

  write(file, text) {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  edit(file, from, to) {
    const text = readFileSync(join(this.folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not hold "${from}"`);
    this.write(file, text.replace(from, to));
  }

  editJson(file, edit) {
    const value = JSON.parse(readFileSync(join(this.folder, file), 'utf8'));
    edit(value);
    this.write(file, `${JSON.stringify(value, null, 2)}\n`);
  }

  git(...args) {
    return execFileSync('git', ['-c', 'user.name=honesty', '-c', 'user.email=honesty@example.com', ...args], {
      cwd: this.folder,
      encoding: 'utf8',
    });
  }

  commit(message) {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--no-verify', '--allow-empty', '--message', message);
  }

  /** Runs nx. */
  does(args, environment = {}) {
    const { status, output } = this.#run(args, environment);
    if (status !== 0)
      throw new Error(`nx ${args.join(' ')} failed:\n${output.split('\n').slice(-30).join('\n')}`);
  }

  /** Runs nx and says what ran and what the cache gave, as "project:target". */
  nx(args, environment) {
    this.does(args, environment);
    return this.#lastRun();
  }

  /** Runs nx, which must fail, and says what it and each of its tasks printed. */
  nxFails(args, environment = {}) {
    const { status, output } = this.#run(args, environment);
    if (status === 0) throw new Error(`nx ${args.join(' ')} went well.`);
    return { output, printed: printedBy(output) };
  }

  #lastRun() {
    const { tasks } = JSON.parse(readFileSync(join(this.folder, '.nx/cache/run.json'), 'utf8'));
    const named = (isHit) =>
      tasks.filter(({ cacheStatus }) => (cacheStatus !== 'cache-miss') === isHit).map(({ taskId }) => taskId);
    return { ran: named(false).sort(), hits: named(true).sort() };
  }

  /** What nx prints, as JSON. */
  ask(args) {
    const { status, stdout, output } = this.#run([...args, '--json'], {});
    if (status !== 0) throw new Error(output);
    return JSON.parse(stdout);
  }

  receipt(project) {
    return JSON.parse(readFileSync(join(this.folder, `dist/images/${project}/receipt.json`), 'utf8'));
  }

  removeFolder() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  remove() {
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }

  #run(args, given) {
    const kept = Object.entries(process.env).filter(([name]) => !steersNx.test(name));
    const env = {
      ...Object.fromEntries(kept),
      NX_DAEMON: 'false',
      NX_ISOLATE_PLUGINS: 'false',
      NX_TUI: 'false',
      NX_CACHE_DIRECTORY: join(this.folder, '.nx/cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(this.folder, '.nx/workspace-data'),
      ...given,
    };
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(this.folder, 'node_modules/nx/dist/bin/nx.js'), ...args],
      { cwd: this.folder, env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    return { status, stdout, output: `${stdout}\n${stderr}` };
  }
}

/** npm puts packages of another version than the others need into a folder of their own. */
function copyPackages(from, to) {
  const groups = ['apps', 'libs', 'tools'].filter((group) => existsSync(join(from, group)));
  const projects = groups.flatMap((group) => readdirSync(join(from, group)).map((name) => join(group, name)));
  for (const project of ['', ...projects]) {
    const packages = join(project, 'node_modules');
    if (existsSync(join(from, packages))) copyFolder(join(from, packages), join(to, packages));
  }
}

/** Hard links where the file system allows: nothing in node_modules is written to but its caches. */
function copyFolder(from, to) {
  if (spawnSync('cp', ['-al', from, to], { stdio: 'ignore' }).status !== 0) {
    rmSync(to, { recursive: true, force: true });
    execFileSync('cp', ['-a', from, to]);
  }
  rmSync(join(to, '.cache'), { recursive: true, force: true });
}

/** Ends when it is told to, and not before all are answered. */
export const answers = (name) => `// Answers.
import { createServer } from 'node:http';
const words = 'I am ${name}';
process.on('SIGTERM', () => server.close());
const server = createServer((_, reply) => reply.end(words)).listen(8000);
`;

/** What stands below each "> nx run project:target", by that name, without colours. */
function printedBy(output) {
  const plain = output.replace(/\x1b\[[0-9;]*m/g, '');
  const parts = plain.split(/^> nx run (\S+).*$/m).slice(1);
  const printed = {};
  for (let at = 0; at < parts.length; at += 2)
    printed[parts[at]] = parts[at + 1].split(/^(?: NX {3}|✔ {2}nx run )/m)[0].trim();
  return printed;
}

/** A service that answers one line; its build leaves comments away. */
export function addService(
  workspace,
  name,
  {
    program = answers(name),
    test = {},
    user = '65532',
    compilesAlone = false,
    packages = [],
    base = 'gcr.io/distroless/nodejs24-debian13:nonroot',
    lines = ['EXPOSE 8000', 'CMD ["main.mjs"]'],
  } = {},
) {
  const folder = `apps/${name}`;
  // A stage of the name "build" would be replaced by what Nx built.
  const stage = compilesAlone ? 'program' : 'build';
  workspace.write(
    `${folder}/package.json`,
    JSON.stringify({
      name: `@habit/${name}`,
      version: '1.0.0',
      private: true,
      dependencies: Object.fromEntries(packages.map((it) => [it, '*'])),
      nx: {
        name,
        targets: {
          build: {
            command: `esbuild ${folder}/src/main.mjs --bundle --minify --platform=node --format=esm --outfile=${folder}/dist/main.mjs`,
            cache: true,
            inputs: ['production', ...(packages.length > 0 ? [{ externalDependencies: packages }] : [])],
            outputs: ['{projectRoot}/dist'],
          },
          test: {
            command: 'node --test src/main.spec.mjs',
            cache: true,
            inputs: ['default'],
            outputs: [],
          },
          'container-test': { options: { pages: { '/': name }, startSeconds: 30, ...test } },
        },
      },
    }),
  );
  workspace.write(`${folder}/src/main.mjs`, program);
  workspace.write(
    `${folder}/src/main.spec.mjs`,
    `import { test } from 'node:test';\ntest('nothing', () => {});\n`,
  );
  workspace.write(
    `${folder}/Dockerfile`,
    [
      'FROM node:24-trixie-slim AS compile',
      ...(compilesAlone ? [`COPY ${folder}/src/main.mjs /dist/`] : []),
      `FROM scratch AS ${stage}`,
      'COPY --from=compile /dist/ /',
      `FROM ${base}`,
      'ARG MOOD=calm',
      'ENV MOOD=$MOOD',
      'WORKDIR /app',
      `COPY --from=${stage} / ./`,
      `USER ${user}`,
      ...lines,
      '',
    ].join('\n'),
  );
}
