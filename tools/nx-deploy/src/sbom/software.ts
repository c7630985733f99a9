/** One thing that an image holds and that has a name and a version of its own. */
export interface Software {
  name: string;
  version: string;
  /** Its package URL: the same in every list of parts, whoever wrote it. */
  purl: string;
  /** An SPDX expression, or what its maker calls the licence. */
  license?: string;
  /** Under which databases of vulnerabilities know it, where the package URL does not say. */
  cpe?: string;
  sha256?: string;
}

/** Software and where in the image it was seen. */
export interface FoundSoftware extends Software {
  path: string;
}
