import { compare, type Contract } from './compare.ts';
import type { Use } from './use.ts';

const contract: Contract = {
  variables: {
    MOOD: { usedBy: ['backend', 'frontend'], secret: false, place: 'variables.ts:1' },
    KEY: { usedBy: ['backend'], secret: true, place: 'variables.ts:2' },
    LOAD: { usedBy: ['deploy'], secret: false, place: 'variables.ts:3' },
    LATER: { usedBy: ['backend'], secret: true, unread: 'Not yet.', place: 'variables.ts:4' },
  },
  foreign: { PATH: 'foreign.ts:1' },
};
const all: Use[] = [
  { name: 'MOOD', file: 'apps/backend/a.ts', line: 1, by: 'backend' },
  { name: 'MOOD', file: 'apps/frontend/a.ts', line: 1, by: 'frontend' },
  { name: 'KEY', file: 'apps/backend/a.ts', line: 2, by: 'backend' },
  { name: 'LOAD', file: 'tools/a.ts', line: 1, by: 'deploy' },
  { name: 'PATH', file: 'tools/a.ts', line: 2, by: 'deploy' },
];
const found = (uses: Use[], given = contract) =>
  compare(uses, given).map(({ place, wrong }) => `${place} ${wrong}`);

it('says nothing where all that is used is declared, and all that is declared is used', () => {
  expect(compare(all, contract)).toEqual([]);
});

it('names what is used and not declared once per place, with the mend', () => {
  const use: Use = { name: 'MODE', file: 'apps/backend/a.ts', line: 9, by: 'backend' };
  const [finding, ...more] = compare([...all, use, use], contract);
  expect(finding?.place).toBe('apps/backend/a.ts:9');
  expect(finding?.mend).toContain('npx nx sync');
  expect(more).toEqual([]);
});

it.each([
  ['of one app', 1, 'variables.ts:1 MOOD is declared for frontend, and nothing there uses it.'],
  ['of the other', 2, 'variables.ts:2 KEY is declared for backend, and nothing there uses it.'],
  ['of the deploy', 3, 'variables.ts:3 LOAD is declared for deploy, and nothing there uses it.'],
  ['of others', 4, 'foreign.ts:1 PATH is listed as somebody else’s, and nothing uses it.'],
])('names what is declared and not used: %s', (_, without, words) => {
  expect(found(all.filter((_, at) => at !== without))).toEqual([words]);
});

it('takes no use elsewhere for one in the app', () => {
  const elsewhere = all.map((use) => (use.name === 'KEY' ? { ...use, by: 'deploy' as const } : use));
  expect(found(elsewhere)).toEqual([
    'variables.ts:2 KEY is declared for backend, and nothing there uses it.',
  ]);
});

it('names an app that uses what is declared for another', () => {
  const use: Use = { name: 'KEY', file: 'apps/frontend/a.ts', line: 3, by: 'frontend' };
  expect(found([...all, use])).toEqual([
    'apps/frontend/a.ts:3 KEY is used by the frontend, and declared for backend.',
  ]);
});

it('names a secret in a ConfigMap, and what is none in a Secret', () => {
  expect(
    found([
      ...all,
      { name: 'KEY', file: 'values.yaml', line: 4, keptIn: 'ConfigMap' },
      { name: 'MOOD', file: 'secret.yaml', line: 5, keptIn: 'Secret' },
    ]),
  ).toEqual([
    'values.yaml:4 KEY is a secret, and a ConfigMap shows it to everybody.',
    'secret.yaml:5 MOOD is kept in a Secret, and declared as none.',
  ]);
});

it('lets a variable be declared before anything reads it, and says when that is over', () => {
  const use: Use = { name: 'LATER', file: 'apps/backend/a.ts', line: 7, by: 'backend' };
  expect(found([...all, use])).toEqual(['apps/backend/a.ts:7 LATER is used here, and declared as unread.']);
});

it('lets nobody list our own variable as that of others', () => {
  expect(found(all, { ...contract, foreign: { ...contract.foreign, MOOD: 'foreign.ts:2' } })).toEqual([
    'foreign.ts:2 MOOD is declared in libs/env-contract too.',
  ]);
});
