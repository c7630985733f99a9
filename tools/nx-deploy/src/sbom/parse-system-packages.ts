import { PackageURL } from 'packageurl-js';
import type { Software } from './software.ts';

/** What /etc/os-release tells: packages of one name differ from system to system. */
export interface System {
  id: string;
  version: string;
  name: string;
}

export function parseOsRelease(text: string): System | undefined {
  const fields = new Map(
    text.split('\n').flatMap((line) => {
      const [, key, value] = /^(\w+)=(?:"(.*)"|(.*))$/.exec(line.trim()) ?? [];
      return key ? [[key, value ?? line.trim().slice(key.length + 1)] as const] : [];
    }),
  );
  const id = fields.get('ID');
  if (!id) return undefined;
  return { id, version: fields.get('VERSION_ID') ?? '', name: fields.get('PRETTY_NAME') ?? id };
}

/** dpkg's list: one file in most images, a folder with one file per package in distroless ones. */
export function parseDpkgStatus(text: string, system: System | undefined): Software[] {
  return stanzas(text).flatMap((stanza) => {
    const field = (name: string) => new RegExp(`^${name}: *(.+)$`, 'm').exec(stanza)?.[1]?.trim();
    const [name, version, status] = [field('Package'), field('Version'), field('Status')];
    // A removed package whose settings are kept is listed as well.
    if (!name || !version || (status && !/\binstalled$/.test(status))) return [];
    return [{ name, version, purl: systemPurl('deb', name, version, field('Architecture'), system) }];
  });
}

/** apk's list: one letter, a colon and the value. */
export function parseApkInstalled(text: string, system: System | undefined): Software[] {
  return stanzas(text).flatMap((stanza) => {
    const field = (letter: string) => new RegExp(`^${letter}:(.+)$`, 'm').exec(stanza)?.[1]?.trim();
    const [name, version, license] = [field('P'), field('V'), field('L')];
    if (!name || !version) return [];
    const purl = systemPurl('apk', name, version, field('A'), system);
    return [{ name, version, purl, ...(license ? { license } : {}) }];
  });
}

const stanzas = (text: string): string[] => text.split(/\n{2,}/);

function systemPurl(
  type: 'deb' | 'apk',
  name: string,
  version: string,
  architecture: string | undefined,
  system: System | undefined,
): string {
  const vendor = system?.id ?? (type === 'deb' ? 'debian' : 'alpine');
  const qualifiers = {
    ...(architecture ? { arch: architecture } : {}),
    ...(system?.version ? { distro: `${system.id}-${system.version}` } : {}),
  };
  return new PackageURL(type, vendor, name, version, qualifiers).toString();
}
