// Makes src/schemas/data from published schemas of Kubernetes:
//   node schemas/make-schemas.mjs --package DIR [--openapi FILE]
// DIR is the unpacked PyPI package kubernetes-validate (pip download --no-deps kubernetes-validate==VERSION; unzip), which
// holds the definitions of many versions. FILE is what `kubectl get --raw /openapi/v2` of a cluster answers: only there
// are the allowed values of fields written down.
// Equal definitions of different versions are kept once, and what no check reads is left out.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';

const oldestMinor = 30;
const quantity = '^[+-]?(\\d+\\.?\\d*|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$';
const replaced = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['string', 'integer'] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'], pattern: quantity },
};
// What servers refuse beyond the published schemas.
const port = { minimum: 1, maximum: 65535 };
const dnsLabel = { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 };
const labelValue = { pattern: '^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$', maxLength: 63 };
const refinements = {
  'io.k8s.api.core.v1.ContainerPort': { containerPort: port, hostPort: { ...port, minimum: 0 } },
  'io.k8s.api.core.v1.ServicePort': { port, nodePort: { ...port, minimum: 0 } },
  'io.k8s.api.core.v1.Container': { name: dnsLabel },
  'io.k8s.api.core.v1.Volume': { name: dnsLabel },
  'io.k8s.api.networking.v1.ServiceBackendPort': { number: port },
  'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': {
    labels: { additionalProperties: { type: 'string', ...labelValue } },
  },
};

const { values } = parseArgs({ options: { package: { type: 'string' }, openapi: { type: 'string' } } });
const packageRoot = values.package ?? fail('--package DIR is missing.');
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const openapi = values.openapi ? readJson(values.openapi) : { definitions: {}, info: {} };
const schemasRoot = join(packageRoot, 'kubernetes_validate/kubernetes-json-schema');

const minors = readdirSync(schemasRoot)
  .map((name) => Number(/^v1\.(\d+)\.0-local-strict$/.exec(name)?.[1]))
  .filter((minor) => minor >= oldestMinor)
  .sort((a, b) => a - b);
if (minors.length === 0) fail(`${schemasRoot} holds no version from 1.${oldestMinor} on.`);

const pool = [];
const places = new Map();
const versions = {};
for (const minor of minors) {
  const { $defs } = readJson(join(schemasRoot, `v1.${minor}.0-local-strict/_definitions.json`));
  versions[`1.${minor}`] = Object.fromEntries(
    Object.entries($defs).map(([name, definition]) => [name, place(compact(name, definition))]),
  );
}

const data = { allowedValuesOf: openapi.info.version ?? null, versions, definitions: pool };
const text = JSON.stringify(data);
const compressed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
    [constants.BROTLI_PARAM_LGWIN]: 24,
  },
});
const target = new URL('../src/schemas/data/kubernetes.json.br', import.meta.url);
writeFileSync(target, compressed);
console.log(
  `${minors.length} versions, ${pool.length} definitions, ${text.length} bytes, ${compressed.length} compressed`,
);

function place(definition) {
  const key = JSON.stringify(definition);
  if (!places.has(key)) places.set(key, pool.push(definition) - 1);
  return places.get(key);
}

function compact(name, definition) {
  if (replaced[name]) return replaced[name];
  const simple = simplify(definition);
  const known = openapi.definitions[name]?.properties ?? {};
  for (const [field, { enum: allowed, items }] of Object.entries(known)) {
    const here = simple.properties?.[field];
    if (here && allowed) here.enum = allowed;
    if (here?.items && items?.enum) here.items.enum = items.enum;
  }
  for (const [field, refinement] of Object.entries(refinements[name] ?? {}))
    Object.assign(simple.properties[field], refinement);
  return simple;
}

// Kubernetes takes null for a field that is left out, and so does the reader of the schemas: no type has to name it.
function simplify(schema) {
  if (Array.isArray(schema)) return schema.map(simplify);
  if (typeof schema !== 'object' || schema === null) return schema;
  const simple = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'description' || key === 'default') continue;
    if (key === 'x-kubernetes-group-version-kind') simple[key] = value;
    else if (key.startsWith('x-kubernetes-')) continue;
    else if (key === 'type' && Array.isArray(value)) simple.type = value.find((type) => type !== 'null');
    else if (key === 'properties')
      simple.properties = Object.fromEntries(
        Object.entries(value).map(([field, inner]) => [field, simplify(inner)]),
      );
    else simple[key] = simplify(value);
  }
  return simple;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
