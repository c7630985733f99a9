import { join } from 'node:path';
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
  const answer = await cluster.tryKubectl(['get', '--raw', '/readyz']);
  if (answer.code !== 0) {
    // Whoever names a cluster in the command wants it to be asked; the environment only says which one there is.
    if (options.context) throw explainClusterError('Asking the cluster', name, answer.stderr);
    sayNote(`No cluster was asked: that of the context "${name}" (NX_DEPLOY_CONTEXT) does not answer.`);
    return;
  }
  const project = projectOf(context).name;
  for (const manifests of options.manifests) {
    const path = join(context.root, manifests);
    // At the same time; the client is judged first, for its objections are the plainer ones.
    const answers = await Promise.all(
      modes.map(async (mode) => ({ mode, answer: await ask(cluster, path, mode) })),
    );
    for (const { mode, answer } of answers) judge(cluster, answer, { manifests, mode, project });
  }
});

const modes = ['client', 'server'] as const;

const ask = (cluster: Cluster, path: string, mode: string): Promise<RunResult> =>
  cluster.tryKubectl(['apply', `--dry-run=${mode}`, '--validate=strict', '--filename', path]);

function judge(
  cluster: Cluster,
  { code, stdout, stderr }: RunResult,
  { manifests, mode, project }: { manifests: string; mode: (typeof modes)[number]; project: string },
): void {
  const { problems, notes } = judgeDryRun(code, stderr);
  for (const note of notes) sayNote(note);
  if (problems.length > 0)
    throw new Failure({
      doing: `Trying ${manifests} on the ${mode === 'server' ? `cluster of the context "${cluster.context}"` : 'side of kubectl'}`,
      wrong: 'it refuses what stands below.',
      mend: `Correct it, then: nx run ${project}:kube-validate`,
      evidence: problems.slice(0, 20),
    });
  const count = stdout.split('\n').filter(Boolean).length;
  sayDone(`${manifests}: ${count} objects pass the dry run of the ${mode}`);
}
