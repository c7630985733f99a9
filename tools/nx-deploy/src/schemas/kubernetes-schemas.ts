import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { Failure } from '../console/failure.ts';
import { isAtLeast, parseVersion } from '../tools/versions.ts';

export interface Definition {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Definition>;
  items?: Definition;
  additionalProperties?: boolean | Definition;
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[];
}

interface SchemaData {
  /** Version and, by name, the place of its definitions in the pool. */
  versions: Record<string, Record<string, number>>;
  definitions: Definition[];
}

/** What one version of Kubernetes knows. */
export interface KubernetesVersion {
  version: string;
  /** Name of the definition of a kind, by "apps/v1 Deployment". */
  kinds: Map<string, string>;
  definitions: Record<string, Definition>;
  validate(definition: string, value: unknown): ErrorObject[];
}

let data: SchemaData | undefined;
const loaded = new Map<string, KubernetesVersion>();

function readData(): SchemaData {
  const file = new URL('./data/kubernetes.json.br', import.meta.url);
  return (data ??= JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as SchemaData);
}

export const knownVersions = (): string[] => Object.keys(readData().versions);

/** The versions of a range like "1.30-1.35"; all that are known when none is given. */
export function versionsIn(range: string | undefined): string[] {
  const known = knownVersions();
  if (!range) return known;
  const [from = '', to = from] = range.split(/\s*(?:-|–|\.\.)\s*/);
  const [oldest, newest] = [parseVersion(from), parseVersion(to)];
  const chosen = known.filter((name) => {
    const version = parseVersion(name);
    return version && oldest && newest && isAtLeast(version, oldest) && isAtLeast(newest, version);
  });
  if (chosen.length > 0) return chosen;
  throw new Failure({
    doing: 'Choosing the versions of Kubernetes to check against',
    wrong: `"${range}" holds none of the versions whose schemas are here: ${known.join(', ')}.`,
    mend: 'Give the option "kubernetes" a range of these, for instance "1.30-1.35".',
  });
}

/** "1.30–1.32, 1.35" */
export function renderVersions(versions: string[]): string {
  const known = knownVersions();
  const runs: string[][] = [];
  for (const version of known.filter((name) => versions.includes(name))) {
    const last = runs.at(-1);
    if (last && known.indexOf(version) === known.indexOf(last.at(-1) ?? '') + 1) last.push(version);
    else runs.push([version]);
  }
  return runs.map((run) => (run.length > 1 ? `${run[0]}–${run.at(-1)}` : run[0])).join(', ');
}

export function loadVersion(version: string): KubernetesVersion {
  const known = loaded.get(version);
  if (known) return known;
  const { versions, definitions: pool } = readData();
  const definitions = Object.fromEntries(
    Object.entries(versions[version] ?? {}).map(([name, place]) => [name, pool[place] ?? {}]),
  );
  const made = makeVersion(version, definitions);
  loaded.set(version, made);
  return made;
}

function makeVersion(version: string, definitions: Record<string, Definition>): KubernetesVersion {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, validateSchema: false });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'kubernetes', $defs: definitions });
  const compiled = new Map<string, ValidateFunction>();
  const compile = (name: string): ValidateFunction => {
    const validate = compiled.get(name) ?? ajv.getSchema(`kubernetes#/$defs/${name}`);
    if (!validate) throw new Error(`Kubernetes ${version} has no definition ${name}.`);
    compiled.set(name, validate);
    return validate;
  };
  return {
    version,
    kinds: listKinds(definitions),
    definitions,
    validate(name, value) {
      const validate = compile(name);
      return validate(value) ? [] : [...(validate.errors ?? [])];
    },
  };
}

function listKinds(definitions: Record<string, Definition>): Map<string, string> {
  const kinds = new Map<string, string>();
  for (const [name, definition] of Object.entries(definitions)) {
    const named = definition['x-kubernetes-group-version-kind'] ?? [];
    // What belongs to every group, such as DeleteOptions, is no object that someone applies.
    if (named.length !== 1 || !definition.properties?.['metadata']) continue;
    for (const { group, version, kind } of named)
      kinds.set(`${group ? `${group}/` : ''}${version} ${kind}`, name);
  }
  return kinds;
}
