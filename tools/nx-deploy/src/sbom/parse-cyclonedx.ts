import type { Software } from './software.ts';

interface Component {
  group?: string;
  name?: string;
  version?: string;
  purl?: string;
  licenses?: { expression?: string; license?: { id?: string; name?: string } }[];
  components?: Component[];
}

/** A list that a build left in the image, of what it bundled: bundles hold no package.json that would tell. */
export function parseCycloneDx(text: string): Software[] {
  const bom = JSON.parse(text) as { bomFormat?: string; components?: Component[] };
  return bom.bomFormat === 'CycloneDX' ? flatten(bom.components ?? []).flatMap(describe) : [];
}

const flatten = (components: Component[]): Component[] =>
  components.flatMap((component) => [component, ...flatten(component.components ?? [])]);

function describe({ group, name, version, purl, licenses = [] }: Component): Software[] {
  if (!name || !version || !purl) return [];
  const [license] = licenses.map((it) => it.expression ?? it.license?.id ?? it.license?.name);
  return [
    {
      name: group ? `${group}/${name}` : name,
      version,
      // Where its sources are is no part of what it is, and would make two of what is one.
      purl: purl.replace(/[?#].*$/, ''),
      ...(license ? { license } : {}),
    },
  ];
}
