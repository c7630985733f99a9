import type { LocatedManifest, LocatedObject } from '../kubernetes/located-manifest.ts';
import { renderPath } from '../kubernetes/located-manifest.ts';
import { named } from '../kubernetes/kubernetes-objects.ts';
import { findCustomSchemas, validateCustom } from './custom-resources.ts';
import { type KubernetesVersion, loadVersion, renderVersions } from './kubernetes-schemas.ts';
import { nearestName } from './nearest-name.ts';
import { explainSchemaError, type FieldProblem } from './schema-problem.ts';

export interface SchemaProblem {
  file: string;
  line: number;
  template?: string;
  /** Kind and name; empty where the file holds no object at all. */
  object: string;
  path: string;
  wrong: string;
  hint?: string;
  versions: string[];
}

export interface ValidationResult {
  problems: SchemaProblem[];
  /** What no schema could be found for, with the reason. */
  unchecked: string[];
}

/** Holds objects against the schemas of several versions of Kubernetes: nothing unknown, twice, missing or of a wrong type. */
export function validateManifests(manifests: LocatedManifest[], versions: string[]): ValidationResult {
  const objects = manifests.flatMap((manifest) => manifest.objects);
  const custom = findCustomSchemas(objects);
  const problems: SchemaProblem[] = manifests.flatMap((manifest) =>
    manifest.problems.map((problem) => ({ ...problem, object: '', path: '', versions })),
  );
  const unchecked: string[] = [];
  for (const located of objects) {
    const object = withoutNulls(located.object) as LocatedObject['object'];
    const hasNulls = JSON.stringify(object) !== JSON.stringify(located.object);
    const key = `${object.apiVersion} ${object.kind}`;
    const ownSchema = custom.get(key);
    if (ownSchema) {
      problems.push(
        ...locate(located, mergeVersions([{ version: versions, found: validateCustom(ownSchema, object) }])),
      );
      continue;
    }
    const found = versions.map((version) => ({
      version: [version],
      found: [
        checkObject(object, loadVersion(version)),
        hasNulls ? findUnknownNulls(located.object, loadVersion(version)) : [],
      ].reduce(join),
    }));
    if (found.every((entry) => entry.found === 'custom'))
      unchecked.push(
        `${named(object)} (${object.apiVersion}) is of a kind that Kubernetes does not bring along, and no CustomResourceDefinition for it is here.`,
      );
    else problems.push(...locate(located, mergeVersions(found)));
  }
  return { problems: problems.sort(byPlace), unchecked };
}

type Found = FieldProblem[] | 'custom';

function checkObject(object: LocatedObject['object'], version: KubernetesVersion): Found {
  if (typeof object.apiVersion !== 'string' || typeof object.kind !== 'string')
    return [
      {
        path: [],
        wrong: `"${typeof object.apiVersion === 'string' ? 'kind' : 'apiVersion'}" is missing, so nobody knows what this is.`,
      },
    ];
  const definition = version.kinds.get(`${object.apiVersion} ${object.kind}`);
  if (!definition) return explainUnknownKind(object.apiVersion, object.kind, version);
  const errors = version.validate(definition, object);
  return [
    ...checkName(object),
    ...errors.map((error) => explainSchemaError(error, object, version, definition)),
  ];
}

const join = (one: Found, other: Found): Found =>
  one === 'custom' || other === 'custom' ? 'custom' : [...one, ...other];

/** A field that nobody knows is none that is left out, even when it is empty: "Here is your manifest:" for instance. */
function findUnknownNulls(object: LocatedObject['object'], version: KubernetesVersion): FieldProblem[] {
  const definition = version.kinds.get(`${object.apiVersion} ${object.kind}`);
  if (!definition) return [];
  return version
    .validate(definition, object)
    .filter(({ keyword, params, data }) => {
      const field = String(params['additionalProperty']);
      return keyword === 'additionalProperties' && (data as Record<string, unknown>)[field] === null;
    })
    .map((error) => explainSchemaError(error, object, version, definition));
}

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function checkName({ kind, apiVersion, metadata }: LocatedObject['object']): FieldProblem[] {
  const { name, generateName } = metadata as { name?: unknown; generateName?: unknown };
  if (name === undefined || name === '')
    return generateName ? [] : [{ path: ['metadata'], wrong: 'the object has no name.' }];
  // Roles may be called as their makers like, for instance "system:node".
  if (apiVersion?.startsWith('rbac.') || typeof name !== 'string') return [];
  const longest = kind === 'Service' || kind === 'Namespace' ? 63 : 253;
  if (subdomain.test(name) && name.length <= longest) return [];
  return [
    {
      path: ['metadata', 'name'],
      wrong: `"${name}" is no name for a ${kind}: small letters, digits and hyphens, at most ${longest} characters.`,
    },
  ];
}

function explainUnknownKind(apiVersion: string, kind: string, version: KubernetesVersion): Found {
  const known = [...version.kinds.keys()].map((key) => key.split(' ') as [string, string]);
  const sameKind = known.filter(([, name]) => name === kind).map(([name]) => name);
  if (!isBuiltIn(apiVersion, known)) return 'custom';
  if (sameKind.length > 0)
    return [
      {
        path: ['apiVersion'],
        wrong: `there is no ${kind} of ${apiVersion}.`,
        hint: `It is ${sameKind.join(' or ')}.`,
      },
    ];
  const inGroup = known.filter(([name]) => name === apiVersion).map(([, name]) => name);
  const near = nearestName(kind, inGroup.length > 0 ? inGroup : known.map(([, name]) => name));
  return [
    {
      path: ['kind'],
      wrong: `there is no kind ${kind} in ${apiVersion}.`,
      ...(near ? { hint: `Did you mean ${near}?` } : {}),
    },
  ];
}

/** Groups of Kubernetes itself, past ones too. Others come with a CustomResourceDefinition. */
function isBuiltIn(apiVersion: string, known: [string, string][]): boolean {
  const group = groupOf(apiVersion);
  return group === 'extensions' || known.some(([name]) => groupOf(name) === group);
}

const groupOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';

interface MergedProblem extends FieldProblem {
  versions: string[];
}

/** What several versions say alike is said once. */
function mergeVersions(results: { version: string[]; found: Found }[]): MergedProblem[] {
  const merged = new Map<string, MergedProblem>();
  for (const { version, found } of results) {
    for (const problem of found === 'custom' ? [] : found) {
      const key = JSON.stringify([problem.path, problem.wrong]);
      const known = merged.get(key) ?? { ...problem, versions: [] };
      merged.set(key, { ...known, versions: [...new Set([...known.versions, ...version])] });
    }
  }
  return [...merged.values()];
}

const locate = (located: LocatedObject, problems: MergedProblem[]): SchemaProblem[] =>
  problems.map(({ path, wrong, hint, versions }) => ({
    file: located.file,
    line: located.lineOf(path),
    ...(located.template ? { template: located.template } : {}),
    object: located.object.kind ? named(located.object) : '',
    path: renderPath(located.object, path),
    wrong,
    ...(hint ? { hint } : {}),
    versions,
  }));

const byPlace = (a: SchemaProblem, b: SchemaProblem): number =>
  a.file.localeCompare(b.file) || a.line - b.line;

/** Kubernetes takes an empty field for one that is left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

/** "file:12 Deployment shop spec.replicas: it must be … Did you mean …? (Kubernetes 1.30–1.37)" */
export function renderProblem(problem: SchemaProblem): string {
  const where = [problem.object, problem.path].filter(Boolean).join(' ');
  const source = problem.template ? ` [${problem.template}]` : '';
  const versions = renderVersions(problem.versions);
  return `${problem.file}:${problem.line}${where ? ` ${where}` : ''}: ${problem.wrong}${problem.hint ? ` ${problem.hint}` : ''} (Kubernetes ${versions})${source}`;
}
