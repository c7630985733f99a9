import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type FieldDifference, listDifferences, renderDifference } from '../kubernetes/field-differences.ts';
import { type KubeObject, named } from '../kubernetes/kubernetes-objects.ts';
import { type LocatedManifest, readManifest } from '../kubernetes/located-manifest.ts';
import { omit } from '../kubernetes/omit.ts';
import { readManifests } from '../kubernetes/read-manifests.ts';
import { listReferences } from '../kubernetes/references.ts';
import { executor, projectOf } from '../console/executor.ts';
import { Failure } from '../console/failure.ts';
import { run } from '../console/run.ts';
import { sayDone } from '../console/say.ts';
import { findTool } from '../tools/find-tool.ts';
import { checkKustomization } from './check-kustomization.ts';
import { readChartName, readYaml } from './read-chart.ts';

export interface ParityOptions {
  /** Folder of the plain manifests. */
  manifests: string;
  chart: string;
}

/** Compares the plain manifests with what the chart renders by default, field by field. */
export default executor<ParityOptions>(async ({ manifests, chart }, context) => {
  const project = projectOf(context).name;
  const name = readChartName(join(chart, 'Chart.yaml'), context.root);
  const { program: helm } = await findTool('helm', context.root);
  const { code, stdout, stderr } = await run(helm, [
    'template',
    name,
    join(context.root, chart),
    '--namespace',
    name,
  ]);
  const doing = `Comparing ${manifests} with ${chart}`;
  if (code !== 0)
    throw new Failure({
      doing,
      wrong: 'helm cannot render the chart with its default values.',
      mend: `nx run ${name}:helm-dry-run`,
      evidence: stderr.trim().split('\n').slice(-8),
    });
  const files = await readManifests(context.root, manifests);
  const written = objectsIn(files);
  const rendered = objectsIn([readManifest(stdout, chart)]);
  const differences = [
    ...compareObjects(written, rendered),
    ...compareSecretNames(written, rendered),
    ...compareKustomization(context.root, manifests, files),
  ];
  if (differences.length > 0)
    throw new Failure({
      doing,
      wrong: `they differ in ${differences.length} places (manifest → chart).`,
      mend: `Make them say the same, then: nx run ${project}:parity-check`,
      evidence: differences.slice(0, 30),
    });
  sayDone(`${written.length} manifests say what the chart says`);
});

const objectsIn = (manifests: LocatedManifest[]): KubeObject[] =>
  manifests.flatMap(({ objects }) => objects.map(({ object }) => object)).filter(({ kind }) => Boolean(kind));

/**
 * A Secret of plain manifests is a form to fill in, and the chart's Secret may be made outside: only its name counts.
 * Hooks, tests for instance, are helm's own business.
 */
export function compareObjects(manifests: KubeObject[], chart: KubeObject[]): string[] {
  const isCompared = ({ kind, metadata }: KubeObject): boolean =>
    kind !== 'Secret' && metadata.annotations?.['helm.sh/hook'] === undefined;
  const ours = new Map(manifests.filter(isCompared).map((object) => [named(object), object]));
  const theirs = new Map(chart.filter(isCompared).map((object) => [named(object), object]));
  return [...new Set([...ours.keys(), ...theirs.keys()])].sort().flatMap((name) => {
    const [mine, other] = [ours.get(name), theirs.get(name)];
    if (!mine) return [`${name}: only in the chart`];
    if (!other) return [`${name}: only in the manifests`];
    return listDifferences(comparable(mine), comparable(other))
      .flatMap(splitDifference)
      .map((difference) => `${name} ${renderDifference(difference)}`);
  });
}

/** What only one side has is shown field by field too, down to the values. */
function splitDifference(difference: FieldDifference): FieldDifference[] {
  const { path, before, after } = difference;
  const isWhole = (value: unknown): boolean => typeof value === 'object' && value !== null;
  if (before !== undefined && after !== undefined) return [difference];
  const empty = Array.isArray(before ?? after) ? [] : {};
  if (!isWhole(before ?? after) || Object.keys((before ?? after) as object).length === 0) return [difference];
  return listDifferences(before ?? empty, after ?? empty, path).flatMap((inner) =>
    inner.path === path ? [inner] : splitDifference(inner),
  );
}

/** The form must fill exactly the Secrets that pods read, in the manifests and in the chart. */
export function compareSecretNames(manifests: KubeObject[], chart: KubeObject[]): string[] {
  const forms = namesOf(manifests, 'Secret');
  const read = secretsReadBy(manifests);
  const readInChart = secretsReadBy(chart);
  return [
    ...[...read]
      .filter((name) => !forms.has(name))
      .map((name) => `Secret ${name}: pods read it, and no manifest shows its form`),
    ...[...forms]
      .filter((name) => !read.has(name))
      .map((name) => `Secret ${name}: its form is here, and no pod reads it`),
    ...[...readInChart]
      .filter((name) => !read.has(name))
      .map((name) => `Secret ${name}: only pods of the chart read it`),
  ];
}

const namesOf = (objects: KubeObject[], kind: string): Set<string> =>
  new Set(objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name));

const secretsReadBy = (objects: KubeObject[]): Set<string> =>
  new Set(
    objects
      .filter(({ metadata }) => metadata.annotations?.['helm.sh/hook'] === undefined)
      .flatMap((object) => listReferences(object))
      .filter(({ kind }) => kind === 'Secret')
      .map(({ name }) => name),
  );

function compareKustomization(workspaceRoot: string, folder: string, files: LocatedManifest[]): string[] {
  const path = ['Kustomization', 'kustomization.yaml', 'kustomization.yml']
    .map((name) => join(workspaceRoot, folder, name))
    .find((file) => existsSync(file));
  if (!path) return [];
  const { resources = [] } = readYaml<{ resources?: string[] }>(path);
  return checkKustomization(
    resources,
    files
      .filter(({ objects }) => objects.length > 0)
      .map(({ objects }) => ({
        name: basename(objects[0]?.file ?? ''),
        isForm: objects.every(({ object }) => object.kind === 'Secret'),
      })),
  );
}

/** Who manages an object is the one thing that must differ; the namespace is the caller's choice. */
function comparable(object: KubeObject): unknown {
  const labels = omit(object.metadata.labels ?? {}, 'app.kubernetes.io/managed-by', 'helm.sh/chart');
  return { ...object, metadata: { ...omit(object.metadata, 'namespace'), labels } };
}
