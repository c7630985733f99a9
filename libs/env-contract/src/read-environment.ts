import type { Reader, Variable } from './variable.ts';
import { variables } from './variables.ts';
import type { VariableName, Variables } from './variables.ts';

type NamesFor<R extends Reader> = {
  [Name in VariableName]: R extends Variables[Name]['usedBy'][number] ? Name : never;
}[VariableName];

/** The parsed values of every variable that a reader uses. */
export type Environment<R extends Reader> = {
  readonly [Name in NamesFor<R>]: ReturnType<Variables[Name]['parse']>;
};

/** Some variables are missing or wrong; the message lists each with what mends it, and quotes no value. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly problems: readonly string[];

  constructor(reader: Reader, problems: readonly string[]) {
    const list = problems.map((problem) => `  - ${problem}`).join('\n');
    super(
      `The ${reader} cannot start: its environment is not complete.\n${list}\n` +
        'Every variable is described in .env.example and infra/contracts/environment-variables.md.',
    );
    this.problems = problems;
  }
}

/**
 * Reads what `reader` uses out of `environment`. An empty text counts as absent.
 * @throws EnvironmentError that names everything missing or wrong at once.
 */
export function readEnvironment<R extends Reader>(reader: R, environment: NodeJS.ProcessEnv): Environment<R> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, declaration] of variablesOf(reader)) {
    const text = environment[name] || declaration.default;
    if (text === undefined) {
      if (!declaration.optional) problems.push(`${name} is missing. Give it as: ${declaration.format}.`);
      continue;
    }
    try {
      values[name] = declaration.parse(text, environment);
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}.`);
    }
  }
  if (problems.length > 0) throw new EnvironmentError(reader, problems);
  return values as Environment<R>;
}

/** What `reader` uses, in the order of declaration. */
export function variablesOf(reader: Reader): [string, Variable<unknown, readonly Reader[]>][] {
  const all: [string, Variable<unknown, readonly Reader[]>][] = Object.entries(variables);
  return all.filter(([, declaration]) => declaration.usedBy.includes(reader));
}
