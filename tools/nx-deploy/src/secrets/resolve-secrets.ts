import { randomBytes } from 'node:crypto';
import { Failure } from '../console/failure.ts';
import type { DeclaredVariable } from './environment-contract.ts';

export interface SecretSources {
  variables: DeclaredVariable[];
  /** From .env and the process's environment. */
  given: Record<string, string | undefined>;
  /** What the cluster holds already. */
  live: Record<string, string>;
  /** Names whose live value was made from a template. */
  liveDerived: string[];
  /** Whether the chart's values say yes at this path. */
  isOn(valuesPath: string): boolean;
  random?: (bytes: number) => string;
}

export interface ResolvedSecrets {
  values: Record<string, string>;
  /** Names that were made here and now. */
  generated: string[];
  /** Names whose value follows from others. */
  derived: string[];
  /** Names whose given value was set aside for the derived one. */
  overruled: string[];
}

/**
 * Given values win over what the cluster holds, that over new ones; what follows from others always follows. An optional
 * secret that is given as nothing (`NAME=` in .env) is taken away.
 */
export function resolveSecrets(sources: SecretSources): ResolvedSecrets {
  const { given, live, isOn, random = (bytes) => randomBytes(bytes).toString('base64url') } = sources;
  const variables = sources.variables.filter(({ secret }) => secret);
  const result: ResolvedSecrets = { values: {}, generated: [], derived: [], overruled: [] };

  const templateOf = ({ generate }: DeclaredVariable): string | undefined =>
    generate && 'template' in generate && (generate.when === undefined || isOn(generate.when))
      ? generate.template
      : undefined;
  const referenced = new Set(variables.flatMap((variable) => names(templateOf(variable) ?? '')));

  for (const variable of variables) {
    const { name, required, generate } = variable;
    if (templateOf(variable) !== undefined) continue;
    if (!required && !generate && given[name] === '') continue;
    const staleLive = sources.liveDerived.includes(name);
    const known = given[name] || (staleLive ? undefined : live[name]);
    if (known) result.values[name] = known;
    else if (generate && 'random' in generate && (required || referenced.has(name))) {
      result.values[name] = random(generate.random);
      result.generated.push(name);
    } else if (required) throw missing(variable);
  }
  for (const variable of variables) {
    const template = templateOf(variable);
    if (template === undefined) continue;
    const value = fill(variable.name, template, result.values);
    if (given[variable.name] && given[variable.name] !== value) result.overruled.push(variable.name);
    result.values[variable.name] = value;
    result.derived.push(variable.name);
  }
  return result;
}

const reference = /\$\{(\w+)\}/g;

const names = (template: string): string[] => [...template.matchAll(reference)].map(([, name]) => name ?? '');

function fill(name: string, template: string, values: Record<string, string>): string {
  return template.replace(reference, (_, part: string) => {
    const value = values[part];
    if (value === undefined)
      throw new Error(`${name} is made from ${part}, which nothing declares as a secret.`);
    // Templates are URLs, where a password may hold any sign.
    return encodeURIComponent(value);
  });
}

function missing({ name, generate }: DeclaredVariable): Failure {
  const when = generate && 'when' in generate ? generate.when : undefined;
  return new Failure({
    doing: 'Collecting the secrets',
    wrong: `${name} is required, and neither .env, the environment nor the cluster has it.`,
    mend:
      `Write it into .env (see .env.example): ${name}=…` +
      (when ? `\nor set ${when} to true in the values file; then it is made for you.` : ''),
  });
}
