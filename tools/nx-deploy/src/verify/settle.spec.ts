import { useWhenSettled } from './settle.ts';

const sentAt = '2026-03-04T10:00:00.000Z';
beforeEach(() => void jest.spyOn(console, 'log').mockImplementation());
afterEach(() => jest.restoreAllMocks());

/** A release that does not work until it was used so many times, looked at so long after it was sent. */
async function uses(worksAt: number, afterMs: number, revision = 1, sent?: string) {
  let count = 0;
  const use = async () => (count += 1) >= worksAt;
  const now = () => Date.parse(sentAt) + afterMs;
  const works = await useWhenSettled({ revision, sentAt: sent, use, hasWorked: (result) => result, now });
  return { works, count };
}

it('uses what works once', async () => {
  expect(await uses(1, 1000, 1, sentAt)).toEqual({ works: true, count: 1 });
});

it('tries a first revision again when old addresses are forgotten, and only once', async () => {
  expect(await uses(2, 34_990, 1, sentAt)).toEqual({ works: true, count: 2 });
  expect(await uses(9, 34_990, 1, sentAt)).toEqual({ works: false, count: 2 });
});

it.each([
  ['a later revision', 34_990, 2, sentAt],
  ['one that was sent long ago', 36_000, 1, sentAt],
  ['one that was sent nobody knows when', 34_990, 1, undefined],
])('takes the first answer of %s', async (_, afterMs, revision, sent) => {
  expect(await uses(2, afterMs, revision, sent)).toEqual({ works: false, count: 1 });
});
