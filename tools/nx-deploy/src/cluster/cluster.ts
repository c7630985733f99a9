import { run, type RunResult } from '../console/run.ts';
import { findTool } from '../tools/find-tool.ts';
import { explainClusterError } from './cluster-failure.ts';
import { itemsOf, type KubeObject } from '../kubernetes/kubernetes-objects.ts';

/** One namespace of one cluster; the context is named in every single call. */
export interface Cluster {
  context: string;
  namespace: string;
  /** Runs kubectl; `doing` starts the sentence that explains a failure. */
  kubectl(doing: string, args: string[], stdin?: string): Promise<string>;
  /** Runs kubectl and leaves the judgement to the caller. */
  tryKubectl(args: string[], stdin?: string): Promise<RunResult>;
  /** The signal ends helm, which then notes that the release failed. */
  tryHelm(args: string[], signal?: AbortSignal): Promise<RunResult>;
  helmMajor: number;
  list<T extends KubeObject>(doing: string, args: string[], stdin?: string): Promise<T[]>;
  /** Program and arguments of a kubectl that is left running. */
  kubectlCommand(args: string[]): [string, string[]];
}

export async function connectCluster(
  workspaceRoot: string,
  context: string,
  namespace: string,
): Promise<Cluster> {
  const [kubectlTool, helm] = await Promise.all([
    findTool('kubectl', workspaceRoot),
    findTool('helm', workspaceRoot),
  ]);
  const kubectlCommand = (args: string[]): [string, string[]] => [
    kubectlTool.program,
    ['--context', context, '--namespace', namespace, ...args],
  ];
  const tryKubectl = (args: string[], stdin?: string): Promise<RunResult> =>
    run(...kubectlCommand(['--request-timeout=20s', ...args]), stdin === undefined ? {} : { stdin });
  const kubectl = async (doing: string, args: string[], stdin?: string): Promise<string> => {
    const { code, stdout, stderr } = await tryKubectl(args, stdin);
    if (code !== 0) throw explainClusterError(doing, context, stderr);
    return stdout;
  };
  return {
    context,
    namespace,
    kubectl,
    tryKubectl,
    kubectlCommand,
    helmMajor: helm.version.major,
    tryHelm: (args, signal) =>
      run(
        helm.program,
        ['--kube-context', context, '--namespace', namespace, ...args],
        signal ? { signal } : {},
      ),
    list: async (doing, args, stdin) => itemsOf(await kubectl(doing, [...args, '--output=json'], stdin)),
  };
}
