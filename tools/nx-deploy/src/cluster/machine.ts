import { run } from '../console/run.ts';
import { findOnPath } from '../tools/find-on-path.ts';
import { findTool } from '../tools/find-tool.ts';
import type { Machine } from './provider.ts';

interface MinikubeProfiles {
  valid?: { Name: string; Status: string }[];
}

/** Asks the programs of this machine which clusters there are. */
export function inspectMachine(workspaceRoot: string): Machine {
  return {
    async runningMinikubeProfiles() {
      if (!findOnPath('minikube')) return [];
      const { code, stdout } = await run('minikube', ['profile', 'list', '--output=json'], {
        timeoutMs: 30_000,
      });
      if (code !== 0) return [];
      const { valid = [] } = JSON.parse(stdout) as MinikubeProfiles;
      return valid.filter(({ Status }) => Status === 'Running' || Status === 'OK').map(({ Name }) => Name);
    },
    async kindClusters() {
      if (!findOnPath('kind')) return [];
      const { code, stdout } = await run('kind', ['get', 'clusters'], { timeoutMs: 30_000 });
      return code === 0 ? lines(stdout) : [];
    },
    async contexts() {
      const { program: kubectl } = await findTool('kubectl', workspaceRoot);
      const { stdout } = await run(kubectl, ['config', 'get-contexts', '--output=name']);
      return lines(stdout);
    },
  };
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
