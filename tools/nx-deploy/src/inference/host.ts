import { readFileSync } from 'node:fs';

export interface Host {
  /** Platform of the images, as engines write it. */
  platform: string;
  /** Whether what is built here runs in a Linux image of that platform, native parts included. */
  buildsForImages: boolean;
}

export function describeHost(): Host {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  return { platform: `linux/${architecture}`, buildsForImages: process.platform === 'linux' && usesGlibc() };
}

// Asking ldd's file is a hundred times faster than asking node for a report.
function usesGlibc(): boolean {
  try {
    return readFileSync('/usr/bin/ldd', 'latin1').includes('GNU');
  } catch {
    return false;
  }
}
