import type { Parser } from './parse.ts';

/** Who reads a variable: an app at its start, or the deploy on the machine that runs it. */
export type Reader = 'backend' | 'frontend' | 'deploy';

/**
 * How the deploy makes a secret that nobody gave: `random` is a number of bytes, written in base64url;
 * `template` is filled with other secrets and holds where the chart's value named by `when` is true.
 */
export type Generate = { random: number } | { template: string; when: string };

/** One environment variable: what it is for, who reads it, and how its text becomes a value. */
export interface Variable<Value, Readers extends readonly Reader[]> {
  readonly usedBy: Readers;
  readonly purpose: string;
  readonly format: string;
  readonly example: string;
  readonly secret: boolean;
  /** The text that stands in where none is given; without it the variable is required, or absent when `optional`. */
  readonly default?: string;
  readonly optional?: boolean;
  readonly generate?: Generate;
  /** The version of the product that brought it. */
  readonly since: string;
  /** What must be so for an optional one to be needed after all. */
  readonly requiredWhen?: string;
  /** Why nothing reads it (yet), for what must be known all the same. */
  readonly unread?: string;
  /** What it is in a cluster, where that is not the default: in the chart, whose templates are allowed, and in the plain manifests. */
  readonly inCluster?: { chart: string; manifests: string };
  /** Each image has its own, so it is not for the ConfigMap, which both apps read. */
  readonly setByImage?: true;
  readonly parse: Parser<Value>;
}

export type Declaration = Variable<unknown, readonly Reader[]>;
export type Declarations = Record<string, Declaration>;

export function variable<Value, const Readers extends readonly Reader[]>(
  declaration: Variable<Value, Readers>,
): Variable<Value, Readers> {
  return declaration;
}

/** An optional variable's value may be absent; its type says so. */
export function optional<Value, const Readers extends readonly Reader[]>(
  declaration: Omit<Variable<Value, Readers>, 'optional'>,
): Variable<Value | undefined, Readers> {
  return { ...declaration, optional: true };
}
