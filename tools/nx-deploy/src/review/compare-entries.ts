import type { LocatedObject } from '../kubernetes/located-manifest.ts';
import { findPod } from '../policy/pods.ts';
import type { DeclaredVariable } from '../secrets/environment-contract.ts';
import type { FieldComplaint } from './compare-containers.ts';
import { defaultOf, isPlace, isOptional, isRead, unknownNames } from './compare-variables.ts';
import { showValue } from './show-value.ts';

interface Entries {
  data?: Record<string, unknown>;
  stringData?: Record<string, unknown>;
}

const entriesOf = ({ object }: LocatedObject): Record<string, unknown> => {
  const { data, stringData } = object as Entries;
  return { ...data, ...stringData };
};

/** What their ConfigMap or Secret lacks of what our programs read, or says otherwise. */
export function compareEntries(
  theirs: LocatedObject,
  { located: ours, objects }: { located: LocatedObject; objects: LocatedObject[] },
  declared: DeclaredVariable[],
): FieldComplaint[] {
  const isOpen = ours.object.kind === 'ConfigMap';
  const [given, own] = [entriesOf(theirs), entriesOf(ours)];
  const apps = objects
    .flatMap((each) => findPod(each)?.spec.containers ?? [])
    .flatMap(({ name }) => name ?? []);
  const declaredApps = apps.filter((app) => declared.some(({ usedBy }) => usedBy.includes(app)));
  const isWanted = (key: string): boolean =>
    declaredApps.length === 0 || declaredApps.some((app) => isRead(key, app, declared));
  const complaints = Object.entries(own).flatMap(([key, value]): FieldComplaint[] => {
    const field = `data.${key}`;
    if (!(key in given)) {
      const isDefault = isOpen && String(value) === defaultOf(key, declared);
      if (!isWanted(key) || isOptional(key, declared) || isDefault) return [];
      return [{ verdict: 'missing', field, says: isOpen ? `ours: ${showValue(value)}` : 'ours has it' }];
    }
    if (!isOpen || String(given[key]) === String(value)) return [];
    const verdict = isPlace(String(value)) ? 'worse' : 'differs';
    return [{ verdict, field, says: `${showValue(given[key])}; ours: ${showValue(value)}` }];
  });
  const known = [...Object.keys(own), ...declared.map(({ name }) => name)];
  return [
    ...complaints,
    ...(isOpen ? findOpenSecrets(Object.keys(given), declared) : []),
    ...unknownNames(Object.keys(given), known, undefined, declared, 'data'),
  ];
}

/** Also where the value alone does not look like one. */
const findOpenSecrets = (keys: string[], declared: DeclaredVariable[]): FieldComplaint[] =>
  declared
    .filter(({ name, secret }) => secret && keys.includes(name))
    .map(({ name }) => ({
      verdict: 'worse',
      field: `data.${name}`,
      says: 'it is a secret, and everybody reads a ConfigMap',
      rule: 'no-secret-in-config-map',
    }));
