import { ask } from './api.js';
import { bold, done, during } from './console.js';
import { randomFrom } from './random.js';

const email = 'demo@example.com';
const history = 365;
const atOnce = 8;
const everyDay = [1, 2, 3, 4, 5, 6, 7];

/**
 * What one person might have kept up for a year: `keeps` is the chance of doing it on a day that suits it, by the
 * share of the year that has passed, so that there are good months and bad ones.
 * @type {{ name: string, color: string, note?: string, schedule: object, suits: (date: Date) => boolean, keeps: (year: number) => number, today?: boolean }[]}
 */
const habits = [
  {
    name: 'Read ten pages',
    color: 'iris',
    note: 'Before the phone, not after.',
    schedule: { kind: 'weekdays', weekdays: everyDay },
    suits: () => true,
    keeps: (year) => (year < 0.25 ? 0.55 : year < 0.4 ? 0.8 : year > 0.9 ? 0.98 : 0.88),
    today: true,
  },
  {
    name: 'Stretch for five minutes',
    color: 'moss',
    schedule: { kind: 'weekdays', weekdays: everyDay },
    suits: () => true,
    keeps: (year) => 0.35 + 0.6 * year,
    today: true,
  },
  {
    name: 'Run',
    color: 'clay',
    note: 'Slow counts.',
    schedule: { kind: 'weekdays', weekdays: [2, 4, 6] },
    suits: (date) => [2, 4, 6].includes(date.getUTCDay()),
    keeps: (year) => (year > 0.45 && year < 0.6 ? 0.2 : 0.85),
  },
  {
    name: 'Write in the journal',
    color: 'sea',
    schedule: { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5] },
    suits: (date) => date.getUTCDay() % 6 !== 0,
    keeps: (year) => 0.7 + 0.2 * Math.sin(year * 9),
  },
  {
    name: 'Call someone dear',
    color: 'rose',
    schedule: { kind: 'times-per-week', times: 2 },
    suits: (date) => [0, 3, 5].includes(date.getUTCDay()),
    keeps: () => 0.78,
  },
  {
    name: 'Water the plants',
    color: 'sky',
    schedule: { kind: 'every-days', everyDays: 3 },
    suits: (date) => Math.round(date.getTime() / 86_400_000) % 3 === 0,
    keeps: () => 0.93,
  },
  {
    name: 'Cook something new',
    color: 'sand',
    schedule: { kind: 'times-per-month', times: 4 },
    suits: (date) => date.getUTCDay() === 0 || date.getUTCDate() === 14,
    keeps: () => 0.85,
  },
];

/**
 * Fills an account with a year of habits through the app's own API, once; the password is this installation's own.
 * @param {string} url
 * @param {string} password
 */
export async function fillDemo(url, password) {
  const credentials = { email, password };
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const registered = await ask(url, 'POST', '/auth/register', {
    body: { ...credentials, timeZone },
    accept: [409],
  });
  const { token } = registered ?? (await ask(url, 'POST', '/auth/sign-in', { body: credentials }));
  const { day: today, habits: there } = await ask(url, 'GET', '/today', { token });
  if (!isFilled(there)) await during('Filling in a year of history', () => fill(url, token, today));
  done(`Demo account: ${bold(email)} with the password ${bold(password)}`);
}

/**
 * Habits are filled in one after another, so the last one tells whether an earlier filling came to its end.
 * @param {{ habit: { name: string }, progress: { checkIns: number } }[]} there
 */
const isFilled = (there) =>
  there.some(({ habit, progress }) => habit.name === habits.at(-1)?.name && progress.checkIns > 0);

/**
 * Into an account that may hold a part of it already.
 * @param {string} url
 * @param {string} token
 * @param {string} today
 */
async function fill(url, token, today) {
  const random = randomFrom(20_260_304);
  const { habits: there } = await ask(url, 'GET', '/habits', { token });
  const noon = new Date(`${today}T00:00Z`).getTime();
  const dayAt = (/** @type {number} */ back) => new Date(noon - back * 86_400_000);
  const text = (/** @type {Date} */ date) => date.toISOString().slice(0, 10);
  for (const { name, color, note, schedule, suits, keeps, today: doneToday } of habits) {
    const days = Array.from({ length: history }, (_, index) => dayAt(history - index));
    const kept = days.filter((date, index) => suits(date) && random() < keeps(index / history));
    if (doneToday) kept.push(dayAt(0));
    const anchored =
      'everyDays' in schedule ? { ...schedule, anchor: text(days.find(suits) ?? dayAt(0)) } : schedule;
    const body = {
      name,
      color,
      ...(note ? { note } : {}),
      schedule: anchored,
      startDay: text(dayAt(history)),
    };
    const known = there.find((/** @type {{ name: string }} */ each) => each.name === name);
    const { id } = known ?? (await ask(url, 'POST', '/habits', { token, body }));
    await inTurns(kept, (date) => ask(url, 'PUT', `/habits/${id}/check-ins/${text(date)}`, { token }));
  }
}

/**
 * @template Item
 * @param {Item[]} items
 * @param {(item: Item) => Promise<unknown>} act
 */
async function inTurns(items, act) {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) await act(item);
    }),
  );
}
