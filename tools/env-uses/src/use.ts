/** One place in the workspace that reads or sets an environment variable. */
export interface Use {
  name: string;
  /** From the workspace's root. */
  file: string;
  line: number;
  /** The app whose code it is, or the tools and charts around them. Shared code belongs to nobody. */
  by?: 'backend' | 'frontend' | 'deploy';
  /** A ConfigMap or a Secret that holds it, or values that fill one. */
  keptIn?: 'ConfigMap' | 'Secret';
}

/** Whose code a file is. */
export function readerOf(file: string): Use['by'] {
  const app = /^apps\/(backend|frontend)\//.exec(file)?.[1] as 'backend' | 'frontend' | undefined;
  return app ?? (/^(tools|infra)\//.test(file) ? 'deploy' : undefined);
}

export const isVariableName = (text: string): boolean => /^[A-Z][A-Z0-9_]*$/.test(text);
