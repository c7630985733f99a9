import { allRules } from './all-rules.ts';
import { checkPolicy } from './check-policy.ts';
import { goodShop, locate, type Patch, patchShop, type Shop } from './fixtures/good-shop.ts';
import { breaking, harmless } from './fixtures/rule-cases.ts';

const ids = allRules.map(({ id }) => id);

const broken = async (shop: Shop): Promise<string[]> => [
  ...new Set((await checkPolicy(locate(shop))).map(({ rule }) => rule)),
];

/** Fields alone: made-up secrets need not stand in the names of tests. */
const listFields = (patch: Patch): string =>
  Object.entries(patch)
    .flatMap(([name, fields]) => Object.keys(fields).map((field) => `${name} ${field}`))
    .join(', ');

const listCases = (table: Record<string, Patch[]>) =>
  Object.entries(table).flatMap(([rule, patches]) =>
    patches.map((patch) => ({ rule, patch, change: listFields(patch) })),
  );

it('knows each rule by a name of its own, and says why and how', () => {
  expect(new Set(ids).size).toBe(ids.length);
  for (const { reason, fix } of allRules) {
    expect(reason).toMatch(/\.$/);
    expect(fix).toMatch(/\.$/);
  }
});

it('has a case for each rule, and for no other', () => {
  expect(Object.keys(breaking).sort()).toEqual([...ids].sort());
  expect(ids).toEqual(expect.arrayContaining(Object.keys(harmless)));
});

it('finds nothing in a good shop', async () => {
  expect(await broken(goodShop())).toEqual([]);
});

it.each(listCases(breaking))('$rule is broken by a change of $change', async ({ rule, patch }) => {
  expect(await broken(patchShop(patch))).toContain(rule);
});

it.each(listCases(harmless))('$rule lets a change of $change be', async ({ rule, patch }) => {
  expect(await broken(patchShop(patch))).not.toContain(rule);
});
