import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { FileClaim } from './task-list.ts';

/** What is not as claimed, in words; nothing when all is. */
export async function checkFiles(root: string, claims: FileClaim[]): Promise<string[]> {
  return (await Promise.all(claims.map((claim) => checkFile(root, claim)))).flat();
}

async function checkFile(root: string, { path, matches, lacks, holds }: FileClaim): Promise<string[]> {
  const file = join(root, path);
  const found = await stat(file).catch(() => undefined);
  if (!found) return [`${path} is missing`];
  if (found.isDirectory()) return [];
  const text = await readFile(file, 'utf8');
  if (text.trim() === '') return [`${path} is empty`];
  return [
    ...(matches ?? [])
      .filter((pattern) => !new RegExp(pattern, 'm').test(text))
      .map((pattern) => `${path} has nothing like ${pattern}`),
    ...(lacks ?? [])
      .filter((pattern) => new RegExp(pattern, 'm').test(text))
      .map((pattern) => `${path} has ${pattern}, which must not be there`),
    ...(holds === undefined ? [] : checkDocuments(path, text, holds)),
  ];
}

function checkDocuments(path: string, text: string, wanted: unknown): string[] {
  const documents = parseAllDocuments(text);
  const broken = documents.flatMap(({ errors }) => errors)[0];
  if (broken) return [`${path} is no YAML: ${broken.message.split('\n')[0]}`];
  const missing = documents.map((document) => findMissing(document.toJS(), wanted));
  const nearest = missing.sort((one, other) => one.length - other.length)[0] ?? ['everything'];
  return nearest.map((place) => `${path} lacks ${place}`);
}

/** The places at which a value has less than what is wanted, as in spec.replicas: 1. Of a list, some entry must fit. */
export function findMissing(value: unknown, wanted: unknown, place = ''): string[] {
  if (wanted === '*') return isEmpty(value) ? [place] : [];
  if (Array.isArray(wanted))
    return wanted.flatMap((entry, at) => {
      const all = Array.isArray(value) ? value.map((one) => findMissing(one, entry, `${place}[${at}]`)) : [];
      return (
        all.sort((one, other) => one.length - other.length)[0] ??
        findMissing(undefined, entry, `${place}[${at}]`)
      );
    });
  if (typeof wanted === 'object' && wanted !== null)
    return Object.entries(wanted).flatMap(([key, entry]) =>
      findMissing(
        (value as Record<string, unknown> | undefined)?.[key],
        entry,
        place ? `${place}.${key}` : key,
      ),
    );
  return value === wanted ? [] : [`${place}: ${String(wanted)}`];
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);
