export interface Version {
  major: number;
  minor: number;
}

/** Finds the first "1.2" in what a program says of itself. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor] = /v?(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined || minor === undefined
    ? undefined
    : { major: Number(major), minor: Number(minor) };
}

export function isAtLeast(version: Version, wanted: Version): boolean {
  return version.major === wanted.major ? version.minor >= wanted.minor : version.major > wanted.major;
}
