import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { sayDone, sayNote } from '../console/say.ts';
import { readManifests } from '../kubernetes/read-manifests.ts';
import { renderVersions, versionsIn } from '../schemas/kubernetes-schemas.ts';
import { renderProblem, validateManifests } from '../schemas/validate-objects.ts';

export interface KubeValidateOptions {
  /** File or folder of YAML. */
  manifests: string;
  /** Versions of Kubernetes to check against, as in "1.30-1.35"; all that are known when left out. */
  kubernetes?: string;
}

/** Checks manifests against the schemas of several versions of Kubernetes, without any cluster. */
export default executor<KubeValidateOptions>(async ({ manifests, kubernetes }, context) => {
  const versions = versionsIn(kubernetes);
  const read = await readManifests(context.root, manifests);
  const { problems, unchecked } = validateManifests(read, versions);
  for (const text of unchecked) sayNote(text);
  if (problems.length > 0)
    throw new Failure({
      doing: `Validating ${manifests}`,
      wrong: `${problems.length === 1 ? 'one place does' : `${problems.length} places do`} not match what Kubernetes knows.`,
      mend: `Correct them, then: nx run ${projectOf(context).name}:kube-validate`,
      evidence: problems.slice(0, 30).map(renderProblem),
    });
  const count = read.flatMap(({ objects }) => objects).length;
  sayDone(`${manifests}: ${count} objects are as Kubernetes ${renderVersions(versions)} wants them`);
});
