// Fills dist/ (or the folder given) with everything that the backend needs beside Node itself.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import { build } from 'esbuild';

const project = import.meta.dirname;
const out = resolve(process.argv[2] ?? join(project, 'dist'));
const require = createRequire(import.meta.url);

// What is left over from another build would be cached and shipped with this one.
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

await build({
  absWorkingDir: project,
  entryPoints: ['src/main.ts'],
  outfile: join(out, 'main.mjs'),
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'esm',
  minify: true,
  // So that a stack trace can be read.
  keepNames: true,
  // Only types ask for settings, and those are gone here.
  tsconfigRaw: {},
  legalComments: 'none',
  // The first two are optional to their users; what else is installed must not decide whether they are bundled.
  external: ['pg-native', 'supports-color', '@node-rs/argon2'],
  // CommonJS dependencies expect these to be there.
  banner: {
    js: [
      "import{createRequire as __r}from'node:module'",
      "import{dirname as __d}from'node:path'",
      "import{fileURLToPath as __f}from'node:url'",
      'const require=__r(import.meta.url)',
      'const __filename=__f(import.meta.url)',
      'const __dirname=__d(__filename);',
    ].join(';'),
  },
  logLevel: 'warning',
  // What is bundled leaves no package.json behind that would tell.
  plugins: [
    { name: 'version-alone', setup: bundleVersionAlone },
    cyclonedxEsbuildPlugin({ outputFile: join(out, 'bundled.cdx.json'), outputReproducible: true }),
  ],
});

await forgetPlaces(join(out, 'bundled.cdx.json'));

const folderOf = (name, from = project) =>
  dirname(require.resolve(`${name}/package.json`, { paths: [from] }));

await cp(join(project, 'migrations'), join(out, 'migrations'), { recursive: true });
await cp(join(folderOf('@fastify/swagger-ui'), 'static'), join(out, 'static'), { recursive: true });

// Native code cannot be bundled. Of its packages, one per platform, those installed are taken along.
const argon2 = folderOf('@node-rs/argon2');
const { optionalDependencies } = JSON.parse(await readFile(join(argon2, 'package.json'), 'utf8'));
const installed = Object.keys(optionalDependencies).flatMap((name) => {
  try {
    return [[name, folderOf(name, argon2)]];
  } catch {
    return [];
  }
});
if (installed.length === 0)
  throw new Error('No native package of @node-rs/argon2 is installed. Run "npm ci" first.');
for (const [name, folder] of [['@node-rs/argon2', argon2], ...installed]) {
  await cp(folder, join(out, 'node_modules', name), { recursive: true });
}

/** The manifest also says how the backend is tested and checked, and another check makes no other program. */
function bundleVersionAlone({ onLoad }) {
  const manifest = join(project, 'package.json');
  onLoad({ filter: /package\.json$/ }, async ({ path }) => {
    if (path !== manifest) return undefined;
    const { version } = JSON.parse(await readFile(path, 'utf8'));
    return { contents: JSON.stringify({ version }), loader: 'json' };
  });
}

/**
 * The list tells packages apart by hashes of where they lie, which differ from folder to folder. Here a name and a
 * version are one package, wherever it lies and however often.
 */
async function forgetPlaces(file) {
  const bom = JSON.parse((await readFile(file, 'utf8')).replace(/"([^"#]+)#[0-9a-f]{64}"/g, '"$1"'));
  const byReference = (a, b) => (a < b ? -1 : Number(a > b));
  const components = new Map(bom.components.map((one) => [one['bom-ref'], one]));
  const needs = new Map();
  for (const { ref, dependsOn = [] } of bom.dependencies ?? []) {
    needs.set(ref, new Set([...(needs.get(ref) ?? []), ...dependsOn]));
  }
  bom.components = [...components.keys()].sort(byReference).map((ref) => components.get(ref));
  bom.dependencies = [...needs.keys()]
    .sort(byReference)
    .map((ref) => ({ ref, dependsOn: [...needs.get(ref)].sort(byReference) }));
  await writeFile(file, `${JSON.stringify(bom, null, 2)}\n`);
}
