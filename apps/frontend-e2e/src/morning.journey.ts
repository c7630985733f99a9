import { expect, test } from '@playwright/test';
import { cardOf, checkInOf, freshEmail, signUp } from './newcomer.ts';

test('a first morning: sign up, pick a habit, check in, see it in the year, take it back', async ({
  page,
}) => {
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));

  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.getByRole('link', { name: 'Create an account' }).click();
  await expect(page.getByText('Your days follow Europe/London time')).toBeVisible();
  await signUp(page, freshEmail());

  await page.getByRole('checkbox', { name: /Walk outside/ }).check({ force: true });
  await page.getByRole('checkbox', { name: /Exercise/ }).check({ force: true });
  await page.getByRole('button', { name: 'Start with these' }).click();
  await expect(page.getByText('2 habits today')).toBeVisible();

  const checkIn = checkInOf(page, 'Walk outside');
  await expect(checkIn).toHaveAttribute('aria-pressed', 'false');
  await checkIn.click();
  await expect(checkIn).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('One to go')).toBeVisible();
  await expect(cardOf(page, 'Walk outside').getByText('Streak: 1 day')).toBeVisible();

  // Yesterday's was only forgotten.
  await cardOf(page, 'Walk outside')
    .getByRole('button', { name: /, yesterday: / })
    .click();
  await expect(cardOf(page, 'Walk outside').getByText('Streak: 2 days')).toBeVisible();

  await page.getByRole('link', { name: 'Walk outside' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Walk outside' })).toBeVisible();
  const today = page.getByRole('grid').getByRole('button', { name: /, today: done$/ });
  await expect(today).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('2 check-ins in all')).toBeVisible();

  await today.click();
  await expect(page.getByRole('grid').getByRole('button', { name: /, today: / })).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await expect(page.getByText('1 check-in in all')).toBeVisible();

  // What was saved is still there for a page that is loaded anew.
  await page.goto('/');
  await expect(checkInOf(page, 'Walk outside')).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByText('2 habits today')).toBeVisible();
  expect(problems).toEqual([]);
});
