import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseEnv } from 'node:util';
import { Failure } from '../console/failure.ts';
import { type DeclaredVariable, readDeclaredVariables } from '../secrets/environment-contract.ts';
import { namesASecret } from './names-a-secret.ts';
import type { SecretValue } from './value-search.ts';

export interface EnvValues {
  /** The files that were read, from the workspace's root. */
  files: string[];
  searched: SecretValue[];
  /** Secret variables that are not searched for, and why. */
  leftOut: { name: string; why: string }[];
}

const shortest = 8;
// Where only the name tells that it is a secret, a short value would be found by chance.
const shortestUndeclared = 12;

/** Files that hold what is true of one machine alone: frameworks build with them, and git ignores them. */
const isLocal = (name: string): boolean => /^\.env(\.([\w-]+\.)?local)?$/.test(name);

/** The secret values that the local .env files of these folders hold. They must never be stored or shown. */
export async function readEnvValues(
  workspaceRoot: string,
  folders: string[],
  environment?: string,
): Promise<EnvValues> {
  const found = await Promise.all(folders.map((folder) => readFolder(workspaceRoot, folder)));
  const written = found.flatMap(({ values }) => values);
  const files = found.flatMap((folder) => folder.files);
  const declared = environment ? await readContract(join(workspaceRoot, environment)) : [];
  const documented = new Set([
    ...(await readExamples(workspaceRoot, folders)),
    ...declared.map((variable) => variable.default ?? ''),
  ]);

  const searched: SecretValue[] = [];
  const leftOut: EnvValues['leftOut'] = [];
  for (const { name, value } of written.filter((variable) => isSecret(variable.name, declared))) {
    const isDeclared = declared.some((variable) => variable.name === name);
    const why = whyLeftOut(value, isDeclared ? shortest : shortestUndeclared, documented);
    if (why) leftOut.push({ name, why });
    else searched.push({ name, value }, ...listPassword(name, value, documented));
  }
  return { files, searched: unique(searched), leftOut };
}

function isSecret(name: string, declared: DeclaredVariable[]): boolean {
  return declared.find((variable) => variable.name === name)?.secret ?? namesASecret(name);
}

function whyLeftOut(value: string, least: number, documented: Set<string>): string | undefined {
  if (value === '') return 'it is empty';
  if (documented.has(value)) return 'its value is documented as an example or a default';
  return value.length < least ? `it has less than ${least} characters` : undefined;
}

/** The password of an address is a secret by itself. */
function listPassword(name: string, value: string, documented: Set<string>): SecretValue[] {
  if (!URL.canParse(value)) return [];
  const { password: encoded } = new URL(value);
  const password = decode(encoded);
  const isFit = password.length >= shortest && !documented.has(password);
  return isFit ? [{ name: `the password in ${name}`, value: password }] : [];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function readFolder(
  workspaceRoot: string,
  folder: string,
): Promise<{ files: string[]; values: SecretValue[] }> {
  const names = (await readdir(folder).catch(() => [])).filter(isLocal).sort();
  const files = names.map((name) => relative(workspaceRoot, join(folder, name)));
  const values = await Promise.all(files.map((file) => readEntries(join(workspaceRoot, file))));
  return { files, values: values.flat() };
}

async function readEntries(path: string): Promise<SecretValue[]> {
  const entries = parseEnv(await readFile(path, 'utf8'));
  return Object.entries(entries)
    .map(([name, value]) => ({ name, value: value ?? '' }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What an example file shows, in its comments too, is no secret. */
async function readExamples(workspaceRoot: string, folders: string[]): Promise<string[]> {
  const texts = await Promise.all(
    folders.map((folder) => readFile(join(folder, '.env.example'), 'utf8').catch(() => '')),
  );
  const values = texts.map((text) => Object.values(parseEnv(text.replace(/^#\s*(?=\w+=)/gm, ''))));
  return values.flat().map((value) => value ?? '');
}

async function readContract(path: string): Promise<DeclaredVariable[]> {
  try {
    return await readDeclaredVariables(path);
  } catch (error) {
    throw new Failure({
      doing: 'Reading which variables are secret',
      wrong: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      mend: 'Generate that file, or correct the option "environment" of the plugin in nx.json.',
    });
  }
}

const unique = (values: SecretValue[]): SecretValue[] => [
  ...new Map(values.map((one) => [`${one.name}\0${one.value}`, one])).values(),
];
