import { workspaceRoot } from '@habit/nx-deploy/chart-testing';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A copy of the workspace as it stands, with its packages and what its cache holds, so that what is done there leaves
 * this one as it is. Gives its folder.
 */
export function copyWorkspace(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const files = execFileSync('git', list, { cwd: workspaceRoot, encoding: 'utf8' });
  for (const file of files.split('\0').filter(Boolean))
    if (existsSync(join(workspaceRoot, file))) cpSync(join(workspaceRoot, file), join(folder, file));
  const projects = ['apps', 'libs', 'tools'].flatMap((group) =>
    readdirSync(join(workspaceRoot, group)).map((project) => join(group, project)),
  );
  for (const project of ['', ...projects]) linkFolder(join(project, 'node_modules'), folder);
  linkFolder('.nx', folder);
  // Linked files are never written to, save these.
  const data = join(folder, '.nx/workspace-data');
  rmSync(data, { recursive: true, force: true });
  cpSync(join(workspaceRoot, '.nx/workspace-data'), data, { recursive: true });
  execFileSync('git', ['init', '--quiet'], { cwd: folder });
  return folder;
}

function linkFolder(path: string, folder: string): void {
  const from = join(workspaceRoot, path);
  if (!existsSync(from)) return;
  try {
    execFileSync('cp', ['-al', from, join(folder, path)], { stdio: 'ignore' });
  } catch {
    // Another file system.
    rmSync(join(folder, path), { recursive: true, force: true });
    execFileSync('cp', ['-a', from, join(folder, path)]);
  }
}
