import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceRules } from './rules-table.ts';

// When this fails: nx run nx-deploy:rules-table
it('stands in the README as the rules are', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  expect(replaceRules(readme)).toBe(readme);
});

it('has no place in a README without marks', () => {
  expect(replaceRules('# Shop\n')).toBeUndefined();
});
