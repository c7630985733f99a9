import type { DeclaredVariable } from '../secrets/environment-contract.ts';
import type { ContainerSide, FieldComplaint } from './compare-containers.ts';
import { listVariables } from './container-variables.ts';

/** Variables that their container lacks, or takes from a worse place, among those that ours reads. */
export function compareVariables(
  theirs: ContainerSide,
  ours: ContainerSide,
  declared: DeclaredVariable[],
): FieldComplaint[] {
  const app = ours.container.name ?? '';
  const given = listVariables(theirs.container, theirs.objects);
  const wanted = [...listVariables(ours.container, ours.objects)].filter(([name]) =>
    isRead(name, app, declared),
  );
  const complaints = wanted.flatMap(([name, { value, from }]): FieldComplaint[] => {
    const field = `env[${name}]`;
    const mine = given.get(name);
    if (!mine)
      return isOptional(name, declared) || (value !== undefined && value === defaultOf(name, declared))
        ? []
        : [{ verdict: 'missing', field, says: `ours has it from ${from}` }];
    if (from.startsWith('Secret') && !mine.from.startsWith('Secret'))
      return [
        {
          verdict: 'worse',
          field,
          says: `it comes from ${mine.from}; ours: ${from}`,
          rule: 'no-secret-in-env',
        },
      ];
    if (value === undefined || mine.value === undefined || value === mine.value) return [];
    return [{ verdict: isPlace(value) ? 'worse' : 'differs', field, says: `${mine.value}; ours: ${value}` }];
  });
  // What a whole ConfigMap or Secret brings along is spoken of there.
  const own = (theirs.container.env ?? []).flatMap(({ name }) => name ?? []);
  const known = [...listVariables(ours.container, ours.objects).keys(), ...declared.map(({ name }) => name)];
  return [...complaints, ...unknownNames(own, known, app, declared, 'env')];
}

/** All names that nobody reads, in one line; of programs that nobody declared, such as a database's, nothing is known. */
export function unknownNames(
  names: string[],
  known: string[],
  app: string | undefined,
  declared: DeclaredVariable[],
  field: string,
): FieldComplaint[] {
  if (app !== undefined && declared.length > 0 && !isDeclared(app, declared)) return [];
  const unknown = names.filter((name) => !known.includes(name));
  return unknown.length > 0
    ? [{ verdict: 'differs', field, says: `ours has no ${unknown.join(', ')}; does anything read it?` }]
    : [];
}

/** Whether a program reads a variable. Where nobody declared what it reads, it may read all that it gets. */
export function isRead(name: string, app: string, declared: DeclaredVariable[]): boolean {
  if (!isDeclared(app, declared)) return true;
  const variable = declared.find((each) => each.name === name);
  return variable === undefined || variable.usedBy.includes(app);
}

const isDeclared = (app: string, declared: DeclaredVariable[]): boolean =>
  declared.some(({ usedBy }) => usedBy.includes(app));

/** Programs do without it, and behave as if nobody had thought of it. */
export const isOptional = (name: string, declared: DeclaredVariable[]): boolean =>
  declared.some((each) => each.name === name && !each.required && each.default === null);

export const defaultOf = (name: string, declared: DeclaredVariable[]): string | undefined =>
  declared.find((each) => each.name === name)?.default ?? undefined;

/** Where something is, and so not found when it is another: an address, or a folder. */
export const isPlace = (value: string): boolean => /^([a-z][a-z0-9+.-]*:\/\/|\/)/i.test(value);
