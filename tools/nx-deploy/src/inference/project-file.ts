import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ContainerTestOptions } from '../containers/container-test.ts';

interface ProjectFile {
  name?: string;
  targets?: Record<string, { options?: unknown }>;
}

interface PackageFile {
  name?: string;
  scripts?: Record<string, string>;
  nx?: ProjectFile;
}

export interface DeclaredProject {
  name: string;
  /** Whether the folder is a project without us. */
  isDeclared: boolean;
  targets: Set<string>;
  /** What it says of its container. */
  containerTest: Partial<ContainerTestOptions>;
}

/** What a folder says of itself as a project, before any plugin adds to it. */
export function readDeclaredProject(workspaceRoot: string, root: string): DeclaredProject {
  const project = readJson<ProjectFile>(join(workspaceRoot, root, 'project.json'));
  const manifest = readJson<PackageFile>(join(workspaceRoot, root, 'package.json'));
  const declared = { ...manifest?.nx?.targets, ...project?.targets };
  return {
    name: project?.name ?? manifest?.nx?.name ?? manifest?.name ?? basename(root),
    isDeclared: project !== undefined || manifest !== undefined,
    targets: new Set(Object.keys({ ...manifest?.scripts, ...declared })),
    containerTest: (declared['container-test']?.options ?? {}) as Partial<ContainerTestOptions>,
  };
}

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}
