import { isComplaint, type ReviewRow } from '@habit/nx-deploy/review-testing';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expectedComplaints } from './expected-complaints.ts';
import { prepareReviews } from './reviewer.ts';

const list = (folder: string): string[] =>
  readdirSync(join(import.meta.dirname, folder))
    .sort()
    .map((file) => basename(file, '.yaml'));

const tell = ({ verdict, rule, field, says }: ReviewRow): string => `${verdict}: ${rule ?? (field || says)}`;

let review: (file: string) => Promise<ReviewRow[]>;

beforeAll(async () => {
  review = await prepareReviews();
}, 120_000);

const complain = async (file: string): Promise<string[]> => [
  ...new Set((await review(file)).filter(isComplaint).map(tell)),
];

it('has words for every flawed file, and for no other', () => {
  expect(Object.keys(expectedComplaints).sort()).toEqual(list('flawed'));
  expect(list('flawed').length).toBeGreaterThanOrEqual(100);
  expect(Object.values(expectedComplaints).filter((complaints) => complaints.length === 0)).toEqual([]);
});

// What is right, or only different, is no complaint.
it.each(list('good'))(
  'says nothing against the good %s',
  async (name) => {
    expect(await complain(`good/${name}.yaml`)).toEqual([]);
  },
  60_000,
);

it.each(list('flawed'))(
  'finds what is wrong with %s, and invents nothing',
  async (name) => {
    expect(await complain(`flawed/${name}.yaml`)).toEqual(expectedComplaints[name]);
  },
  60_000,
);

it('names variables that nobody reads in one line, which is no complaint by itself', async () => {
  const unknown = (await review('flawed/wrong-variable-name.yaml')).filter((row) => !isComplaint(row));
  expect(unknown.map(({ says }) => says)).toEqual(['ours has no DB_URL; does anything read it?']);
});

it('never shows a secret that it finds', async () => {
  const files = list('flawed').filter((name) => /secret|password|address/.test(name));
  expect(files.length).toBeGreaterThan(5);
  for (const name of files)
    expect(JSON.stringify(await review(`flawed/${name}.yaml`))).not.toMatch(
      /habit123|super-secret|not base64 at all/,
    );
});
