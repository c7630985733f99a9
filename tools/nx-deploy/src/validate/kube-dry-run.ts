import { join } from 'node:path';
import { explainClusterError } from '../cluster/cluster-failure.ts';
import { type Cluster, connectCluster } from '../cluster/cluster.ts';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
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
  for (const manifests of options.manifests)
    for (const mode of ['client', 'server'])
      await dryRun(cluster, join(context.root, manifests), {
        manifests,
        mode,
        project: projectOf(context).name,
      });
});

async function dryRun(
  cluster: Cluster,
  path: string,
  { manifests, mode, project }: { manifests: string; mode: string; project: string },
): Promise<void> {
  const args = ['apply', `--dry-run=${mode}`, '--validate=strict', '--filename', path];
  const { code, stdout, stderr } = await cluster.tryKubectl(args);
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
