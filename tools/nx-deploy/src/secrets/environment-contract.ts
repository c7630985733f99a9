import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

export interface DeclaredVariable {
  name: string;
  secret: boolean;
  required: boolean;
  usedBy: string[];
  default?: string | null;
  generate: null | { random: number } | { template: string; when?: string };
}

export async function readDeclaredVariables(path: string): Promise<DeclaredVariable[]> {
  const { variables } = JSON.parse(await readFile(path, 'utf8')) as { variables: DeclaredVariable[] };
  return variables;
}

/** The entries of .env, over which the process's own environment wins. */
export async function readGivenValues(
  workspaceRoot: string,
  environment: NodeJS.ProcessEnv,
): Promise<Record<string, string | undefined>> {
  const text = await readFile(join(workspaceRoot, '.env'), 'utf8').catch(() => '');
  return { ...parseEnv(text), ...withoutExpansions(environment, parseEnv(text)) };
}

/** nx reads .env before us and fills in what follows a "$", which in a password stands for nothing but itself. */
function withoutExpansions(
  environment: NodeJS.ProcessEnv,
  written: Record<string, string | undefined>,
): NodeJS.ProcessEnv {
  const isExpansion = ([name, value]: [string, string | undefined]): boolean => {
    const raw = written[name];
    return raw !== undefined && value !== undefined && raw.includes('$') && mayComeFrom(raw, value);
  };
  return Object.fromEntries(Object.entries(environment).filter((entry) => !isExpansion(entry)));
}

/** Whether filling in the references can have made one of the other; if not, somebody set another value on purpose. */
function mayComeFrom(raw: string, value: string): boolean {
  const literals = raw.split(/\\?\$(?:\{[^}]*\}?|\w*)/).map((text) => text.replace(/[^\w\s]/g, '\\$&'));
  return new RegExp(`^${literals.join('[^]*')}$`).test(value);
}
