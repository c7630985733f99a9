// Lists the packages whose code the compiler took into its chunks: those leave no package.json in the output.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import parseSpdxExpression from 'spdx-expression-parse';

/** As CycloneDX. The source maps of the server's chunks name every module; pages are rendered there as well. */
export function listBundledPackages(app, workspace) {
  const sources = sourceMapsIn(path.join(app, '.next/server')).flatMap(sourcesOf);
  const folders = new Set(sources.flatMap((source) => packageFolder(source, [app, workspace]) ?? []));
  const bom = new Models.Bom();
  for (const folder of [...folders].sort()) bom.components.add(describe(folder));
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true })}\n`;
}

const sourceMapsIn = (folder) =>
  fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.map'))
    .map((name) => path.join(folder, name));

function sourcesOf(file) {
  const { sources = [], sections = [] } = JSON.parse(fs.readFileSync(file, 'utf8'));
  return [sources, ...sections.map(({ map }) => map.sources)].flat();
}

/** Sources are called `turbopack:///[project]/node_modules/%40a/b/c.js` or `../../node_modules/c/d.js`. */
function packageFolder(source, roots) {
  const [, name] =
    /(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(decodeURIComponent(source)) ?? [];
  return (
    name &&
    roots.map((root) => path.join(root, name)).find((folder) => fs.existsSync(`${folder}/package.json`))
  );
}

function describe(folder) {
  const { name, version, license } = createRequire(import.meta.url)(path.join(folder, 'package.json'));
  const [scope, base] = name.startsWith('@') ? name.split('/') : [undefined, name];
  const purl = new PackageURL('npm', scope, base, version).toString();
  const component = new Models.Component(Enums.ComponentType.Library, base, {
    ...(scope ? { group: scope } : {}),
    version,
    purl,
    bomRef: purl,
  });
  const licenses = new Contrib.License.Factories.LicenseFactory(parseSpdxExpression);
  if (typeof license === 'string') component.licenses.add(licenses.makeFromString(license));
  return component;
}
