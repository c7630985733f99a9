import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import parseSpdxExpression from 'spdx-expression-parse';
import type { ImageReceipt } from '../images/image-receipt.ts';
import type { FoundSoftware, Software } from './software.ts';
import type { System } from './parse-system-packages.ts';

/** A package may lie in an image many times; so many places tell enough. */
const shownPlaces = 20;

export interface ListedImage {
  project: string;
  receipt: Pick<ImageReceipt, 'imageId' | 'base'>;
  system: System | undefined;
  found: FoundSoftware[];
}

/** Lists the software in CycloneDX's format. No time and no random number: equal images have equal lists. */
export function writeBom({ project, receipt, system, found }: ListedImage): string {
  const licenses = new Contrib.License.Factories.LicenseFactory(parseSpdxExpression);
  const bom = new Models.Bom();
  bom.metadata.tools.components.add(new Models.Component(Enums.ComponentType.Application, 'nx-deploy'));
  const image = new Models.Component(Enums.ComponentType.Container, project, {
    version: receipt.imageId,
    bomRef: project,
  });
  image.properties.add(new Models.Property('nx-deploy:base', receipt.base.reference));
  bom.metadata.component = image;

  if (system) bom.components.add(describeSystem(system));
  for (const [software, paths] of groupByPurl(found)) {
    const component = describe(software, paths, licenses);
    bom.components.add(component);
    image.dependencies.add(component.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function groupByPurl(found: FoundSoftware[]): [Software, string[]][] {
  const groups = new Map<string, [Software, string[]]>();
  for (const { path, ...software } of found) {
    const [first, paths] = groups.get(software.purl) ?? [software, []];
    groups.set(software.purl, [{ ...software, ...first }, paths.includes(path) ? paths : [...paths, path]]);
  }
  return [...groups.values()];
}

function describe(
  { name, version, purl, license, cpe, sha256 }: Software,
  paths: string[],
  licenses: InstanceType<typeof Contrib.License.Factories.LicenseFactory>,
): Models.Component {
  const isProgram = purl.startsWith('pkg:generic/');
  const type = isProgram ? Enums.ComponentType.Application : Enums.ComponentType.Library;
  const component = new Models.Component(type, name, { version, purl, bomRef: purl });
  if (cpe) component.cpe = cpe as NonNullable<Models.Component['cpe']>;
  if (license) component.licenses.add(licenses.makeFromString(license));
  if (sha256) component.hashes.set(Enums.HashAlgorithm['SHA-256'], sha256);
  for (const path of [...paths].sort().slice(0, shownPlaces))
    component.properties.add(new Models.Property('nx-deploy:path', path));
  return component;
}

const describeSystem = ({ id, version, name }: System): Models.Component =>
  new Models.Component(Enums.ComponentType.OperatingSystem, id, {
    version,
    description: name,
    bomRef: `system:${id}`,
  });
