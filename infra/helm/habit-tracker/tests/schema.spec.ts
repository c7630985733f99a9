import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { refusal } from './render.ts';

type Schema = Record<string, unknown> & {
  $ref?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  allOf?: Schema[];
  anyOf?: Schema[];
};

const read = (name: string) => readFileSync(join(import.meta.dirname, '..', name), 'utf8');
const schema = JSON.parse(read('values.schema.json')) as Schema & { $defs: Record<string, Schema> };
const values = parse(read('values.yaml')) as Record<string, unknown>;

const resolve = ({ $ref, ...rest }: Schema): Schema =>
  $ref
    ? resolve(schema.$defs[$ref.replace('#/$defs/', '')] ?? {})
    : rest.allOf
      ? resolve(rest.allOf[0] ?? {})
      : rest;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Paths of the values that the schema knows. Maps that people fill with names of their own end there. */
function pathsOfSchema(given: Schema, path = ''): string[] {
  const { properties } = resolve(given);
  if (!properties) return [path];
  return Object.entries(properties).flatMap(([key, inner]) =>
    pathsOfSchema(inner, path ? `${path}.${key}` : key),
  );
}

const valueAt = (path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), values);

/** Nothing in values.yaml, because the cluster or the person who installs decides. */
const optional =
  /^global$|^config\.INGRESS_PROXIES$|^secrets\.values\.|probes\.\w+\.(initialDelaySeconds|successThreshold)$|[sS]ecurityContext\./;

describe('the schema of the values', () => {
  it('knows no value that values.yaml does not give', () => {
    const unknown = pathsOfSchema(schema).filter(
      (path) => !optional.test(path) && valueAt(path) === undefined,
    );
    expect(unknown).toEqual([]);
  });

  it('is strict wherever it lists values', () => {
    const loose: string[] = [];
    const visit = (given: Schema, path: string): void => {
      const resolved = resolve(given);
      if (!resolved.properties) return;
      if (resolved.additionalProperties !== false) loose.push(path);
      for (const [key, inner] of Object.entries(resolved.properties)) visit(inner, `${path}.${key}`);
    };
    visit(schema, 'values');
    expect(loose).toEqual([]);
  });

  it.each([
    ['a value that nobody knows', { backnd: {} }, 'backnd'],
    ['one far inside', { backend: { image: { tagg: 'x' } } }, 'tagg'],
    ['a number for a text', { backend: { image: { tag: 1.1 } } }, 'tag'],
    ['a port beyond all ports', { frontend: { service: { port: 70_000 } } }, 'port'],
    ['an amount that is none', { backend: { resources: { limits: { memory: '1 GB' } } } }, 'memory'],
    ['limits without memory', { backend: { resources: { limits: { memory: null } } } }, 'memory'],
    ['a number as a label', { commonLabels: { team: 7 } }, 'team'],
    ['a host with a port', { ingress: { enabled: true, hosts: ['a.example.com:80'] } }, 'hosts'],
  ])('refuses %s', async (_, given, words) => {
    expect(await refusal(given)).toContain(words);
  });
});
