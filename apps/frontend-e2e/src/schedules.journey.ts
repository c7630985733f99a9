import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cardOf, signUp } from './newcomer.ts';

async function create(page: Page, name: string, choose: () => Promise<unknown>) {
  await page.goto('/habits/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await choose();
  await page.getByRole('button', { name: 'Create habit' }).click();
  await expect(cardOf(page, name)).toBeVisible();
}

/** Takes weekdays away until only these are left. */
async function onlyOn(page: Page, wanted: string[]) {
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']) {
    await page.getByRole('checkbox', { name: day }).setChecked(wanted.includes(day), { force: true });
  }
}

test('every kind of schedule can be chosen, reads as words, and can be changed', async ({ page }) => {
  await signUp(page);
  await create(page, 'Swim', () => onlyOn(page, ['Monday', 'Thursday']));
  await create(page, 'Run', async () => {
    await page.getByRole('radio', { name: /A few times a week/ }).check();
    await page.getByLabel('Times a week', { exact: true }).fill('2');
  });
  await create(page, 'Call home', async () => {
    await page.getByRole('radio', { name: /A few times a month/ }).check();
    await page.getByLabel('Times a month', { exact: true }).fill('5');
  });
  await create(page, 'Water the plants', async () => {
    await page.getByRole('radio', { name: /Every few days/ }).check();
    await page.getByLabel('Every how many days').fill('4');
  });
  await expect(cardOf(page, 'Run').getByText('0 of 2 this week')).toBeVisible();

  await page.goto('/habits');
  for (const [name, words] of [
    ['Swim', 'Mon and Thu'],
    ['Run', 'Twice a week'],
    ['Call home', '5 times a month'],
    ['Water the plants', 'Every 4 days'],
  ]) {
    await expect(page.getByRole('link', { name: new RegExp(`${name}.*${words}`, 's') })).toBeVisible();
  }

  await page.getByRole('link', { name: /Swim/ }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByRole('checkbox', { name: 'Monday' })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Tuesday' })).not.toBeChecked();
  await onlyOn(page, ['Saturday', 'Sunday']);
  await page.getByRole('radio', { name: 'Plum' }).check({ force: true });
  await page.getByLabel('Note').fill('The pool by the river.');
  await page.getByLabel('A week begins on').selectOption('Sunday');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText(/^Weekends · since/)).toBeVisible();
  await expect(page.getByText('The pool by the river.')).toBeVisible();
  await expect(page.getByRole('rowheader').first()).toHaveText(/Sunday/);
});

test('a form that lacks something says so at the place, and keeps the rest', async ({ page }) => {
  await signUp(page);
  await page.goto('/habits/new');
  await page.getByLabel('Name', { exact: true }).fill('Swim');
  await onlyOn(page, []);
  await page.getByRole('button', { name: 'Create habit' }).click();
  await expect(page.getByText('Choose at least one day of the week.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Swim');

  await page.getByRole('radio', { name: /A few times a week/ }).check();
  await page.getByLabel('Times a week', { exact: true }).fill('9');
  await page.getByRole('button', { name: 'Create habit' }).click();
  await expect(page.getByText('Say how often a week, from 1 to 7.')).toBeVisible();
  await page.getByLabel('Times a week', { exact: true }).fill('3');
  await page.getByRole('button', { name: 'Create habit' }).click();
  await expect(cardOf(page, 'Swim')).toBeVisible();
});

test('a habit can be put away and taken back', async ({ page }) => {
  await signUp(page);
  await create(page, 'Swim', async () => {});
  await page.getByRole('link', { name: 'Swim' }).click();
  await page.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByText('This habit is archived.')).toBeVisible();
  await page.goto('/habits');
  await expect(
    page.getByRole('region', { name: 'Archived' }).getByRole('link', { name: /Swim/ }),
  ).toBeVisible();
  await page.getByRole('link', { name: /Swim/ }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('Done with it, or taking a break?')).toBeVisible();
  await page.goto('/');
  await expect(cardOf(page, 'Swim')).toBeVisible();
});
