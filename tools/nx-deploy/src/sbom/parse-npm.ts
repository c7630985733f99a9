import { PackageURL } from 'packageurl-js';
import type { Software } from './software.ts';

interface PackageJson {
  name?: unknown;
  version?: unknown;
  license?: unknown;
}

/** A package.json names a package when it tells a version; others only steer how files are loaded. */
export function parsePackageJson(text: string): Software[] {
  const { name, version, license } = JSON.parse(text) as PackageJson;
  if (typeof name !== 'string' || typeof version !== 'string' || name === '' || version === '') return [];
  const declared = typeof license === 'string' && license !== '' ? { license } : {};
  return [{ name, version, purl: npmPurl(name, version), ...declared }];
}

function npmPurl(name: string, version: string): string {
  const [scope, base] = name.startsWith('@') && name.includes('/') ? name.split('/') : [undefined, name];
  return new PackageURL('npm', scope, base ?? name, version).toString();
}
