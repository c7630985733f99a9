import { basename, join } from 'node:path';
import { explainClusterError } from '../cluster/cluster-failure.ts';
import { type Cluster, connectCluster } from '../cluster/cluster.ts';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import type { RunResult } from '../console/run.ts';
import { sayDone, sayNote } from '../console/say.ts';
import { judgeDryRun } from './judge-dry-run.ts';

export interface KubeDryRunOptions {
  /** Files or folders of YAML. */
  manifests: string[];
  context?: string;
  namespace?: string;
}

/** Lets kubectl and, where one is named, a cluster say what they think of manifests. Nothing is changed. */
export default executor<KubeDryRunOptions>(async (options, context) => {
  const name = options.context ?? process.env['NX_DEPLOY_CONTEXT'];
  if (!name) {
    sayNote('No cluster was asked: no context is named (--context NAME, or NX_DEPLOY_CONTEXT).');
    return;
  }
  const cluster = await connectCluster(context.root, name, options.namespace ?? 'default');
  const paths = options.manifests.map((manifests) => join(context.root, manifests));
  const [ready, ...answers] = await Promise.all([
    cluster.tryKubectl(['get', '--raw', '/readyz']),
    // The client stands first, for its objections are the plainer ones.
    ask(cluster, paths, 'client'),
    ask(cluster, paths, 'server'),
  ]);
  if (ready.code !== 0) {
    // Whoever names a cluster in the command wants it to be asked; the environment only says which one there is.
    if (options.context) throw explainClusterError('Asking the cluster', name, ready.stderr);
    sayNote(`No cluster was asked: that of the context "${name}" (NX_DEPLOY_CONTEXT) does not answer.`);
    return;
  }
  for (const answer of answers) judge(cluster, projectOf(context).name, answer);
});

interface Answer {
  paths: string[];
  mode: 'client' | 'server';
  result: RunResult;
}

/** All of it in one call, because each start of kubectl costs more than the objects do. */
const ask = async (cluster: Cluster, paths: string[], mode: Answer['mode']): Promise<Answer> => ({
  paths,
  mode,
  result: await cluster.tryKubectl([
    'apply',
    `--dry-run=${mode}`,
    '--validate=strict',
    ...paths.map((path) => `--filename=${path}`),
  ]),
});

function judge(cluster: Cluster, project: string, { paths, mode, result }: Answer): void {
  const { problems, notes } = judgeDryRun(result.code, result.stderr);
  for (const note of notes) sayNote(note);
  if (problems.length > 0)
    throw new Failure({
      doing: `Trying the manifests on the ${mode === 'server' ? `cluster of the context "${cluster.context}"` : 'side of kubectl'}`,
      wrong: 'it refuses what stands below.',
      mend: `Correct it, then: nx run ${project}:kube-validate`,
      evidence: problems.slice(0, 20),
    });
  const count = result.stdout.split('\n').filter(Boolean).length;
  sayDone(
    `${count} objects of ${paths.map((path) => basename(path)).join(', ')} pass the dry run of the ${mode}`,
  );
}
