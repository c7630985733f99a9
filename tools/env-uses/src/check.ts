import { join } from 'node:path';
import { variables } from '@habit/env-contract/declarations';
import { compare, type Contract, type Declared } from './compare.ts';
import { findUses } from './find-uses.ts';
import { placesIn } from './places.ts';

const root = join(import.meta.dirname, '../../..');
const places = placesIn(root, 'libs/env-contract/src/variables.ts', 'variables');
const contract: Contract = {
  variables: Object.fromEntries(
    Object.entries(variables).map(([name, variable]): [string, Declared] => [
      name,
      { ...variable, place: places[name] ?? 'libs/env-contract/src/variables.ts:1' },
    ]),
  ),
  foreign: placesIn(root, 'tools/env-uses/src/foreign-variables.ts', 'foreignVariables'),
};

const uses = findUses(root);
const findings = compare(uses, contract);
for (const { place, wrong, mend } of findings) {
  console.error(`${place}: ${wrong}\n${mend.replaceAll(/^/gm, '  ')}\n`);
}
if (findings.length > 0) {
  console.error(`${findings.length} differences between what libs/env-contract declares and what is used.`);
  process.exitCode = 1;
} else {
  const names = new Set(uses.map(({ name }) => name));
  console.log(
    `${uses.length} uses of ${names.size} variables; all are declared, and all that is declared is used.`,
  );
}
