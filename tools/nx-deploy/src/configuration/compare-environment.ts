import type { DeclaredVariable } from '../secrets/environment-contract.ts';
import type { ExpectedVariable } from './expected-environment.ts';

export interface VariableResult {
  variable: string;
  from: string;
  ok: boolean;
  detail: string;
}

export interface Comparison {
  /** The project whose image the container runs. */
  app: string;
  declared: DeclaredVariable[];
  expected: Map<string, ExpectedVariable>;
  /** What the container answered: a hash of each value. */
  seen: Record<string, string>;
  hash: (value: string) => string;
}

/** Holds what a container sees against what it would be given now, and both against what is declared. */
export function compareEnvironment(comparison: Comparison): VariableResult[] {
  const { app, declared, expected, seen } = comparison;
  const own = declared.filter(({ usedBy }) => usedBy.includes(app));
  const names = new Set([
    ...own.map(({ name }) => name),
    ...expected.keys(),
    // A secret comes from nowhere but a Secret, so one that is there no more is seen too.
    ...declared.filter(({ name, secret }) => secret && name in seen).map(({ name }) => name),
  ]);
  return [...names].sort().map((variable) => judge(variable, comparison));
}

function judge(variable: string, { app, declared, expected, seen, hash }: Comparison): VariableResult {
  const source = expected.get(variable);
  const declaration = declared.find(({ name }) => name === variable);
  const isOwn = declaration?.usedBy.includes(app) ?? false;
  const hasValue = variable in seen && seen[variable] !== hash('');
  const result = (ok: boolean, from: string, detail: string): VariableResult => ({
    variable,
    from,
    ok,
    detail,
  });
  if (source) {
    const { from, shared, overrules, value } = source;
    if (shared && !declaration) return result(false, from, 'is not declared');
    if (overrules) return result(false, from, `overrules ${overrules}, which says otherwise`);
    if (!(variable in seen)) return result(false, from, 'is missing: the pod is older than it');
    if (value !== undefined && seen[variable] !== hash(value))
      return result(false, from, 'is stale: the pod started with another value');
    if (isOwn && declaration?.required && !hasValue) return result(false, from, 'is required and empty');
    return result(true, from, value === undefined ? 'is there' : isOwn ? 'as given' : 'as given, not read');
  }
  if (declaration?.secret && variable in seen)
    return result(false, 'no Secret any more', 'is stale: the pod started with it');
  if (hasValue) return result(true, 'image or node', 'is there');
  if (declaration?.required) return result(false, 'nowhere', 'is required and missing');
  return result(true, 'nowhere', 'not set; the default holds');
}
