import { readFileSync, writeFileSync } from 'node:fs';
import { replaceRules } from './rules-table.ts';

const readme = new URL('../../README.md', import.meta.url);
const text = replaceRules(readFileSync(readme, 'utf8'));
if (text === undefined)
  throw new Error('README.md has no lines <!-- rules:start --> and <!-- rules:end -->.');
writeFileSync(readme, text);
