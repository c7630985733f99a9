import { Failure } from '../console/failure.ts';
import { explainClusterError } from '../cluster/cluster-failure.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { KubeObject } from '../kubernetes/kubernetes-objects.ts';
import { parseManifest } from '../kubernetes/manifest.ts';

export interface RenderedRelease {
  manifest: string;
  /** Jobs and pods that helm runs around the release, and no part of its manifest. */
  hooks: KubeObject[];
}

/** helm renders nothing while a release is under way. */
export class BusyRelease extends Failure {}

/** What helm would send now, rendered as the cluster's version of Kubernetes asks. */
export async function renderRelease(
  cluster: Cluster,
  name: string,
  chart: string,
  valuesArgs: string[],
): Promise<RenderedRelease> {
  const { code, stdout, stderr } = await cluster.tryHelm([
    'upgrade',
    '--install',
    name,
    chart,
    ...valuesArgs,
    '--dry-run=server',
    '--output',
    'json',
  ]);
  if (code === 0) {
    const { manifest, hooks } = JSON.parse(stdout) as {
      manifest: string;
      hooks?: { manifest: string }[] | null;
    };
    return { manifest, hooks: (hooks ?? []).flatMap((hook) => parseManifest(hook.manifest)) };
  }
  if (/unreachable|Unable to connect|Unauthorized|x509/i.test(stderr))
    throw explainClusterError('Rendering the chart', cluster.context, stderr);
  if (/another operation .* is in progress/.test(stderr))
    throw new BusyRelease({
      doing: 'Rendering the chart',
      wrong: `helm calls ${name} busy: another deploy of it is under way, or was killed.`,
      mend: 'Wait for that one, or deploy: a deploy waits by itself, and takes back what nobody finishes.',
    });
  if (/cannot be imported into the current release/.test(stderr))
    throw new Failure({
      doing: 'Rendering the chart',
      wrong: `${cluster.namespace} holds objects of these names that helm did not make for ${name}.`,
      mend: 'Remove them (after a way without helm: kubectl delete --kustomize …), or deploy into another namespace: --namespace NAME',
      evidence: stderr.trim().split('\n').slice(-2),
    });
  const [, kind, version] = /no matches for kind "([^"]+)" in version "([^"]+)"/.exec(stderr) ?? [];
  if (kind)
    throw new Failure({
      doing: 'Rendering the chart',
      wrong: `the cluster of the context "${cluster.context}" knows no ${kind} of ${version}.`,
      mend: 'Install its CustomResourceDefinition there, or leave the object out by the values.',
    });
  throw new Failure({
    doing: 'Rendering the chart',
    wrong: 'helm refused the chart or its values.',
    mend: 'Correct what it names below the values file or in the templates.',
    evidence: stderr.trim().split('\n').slice(-8),
  });
}
