import { expect, test } from '@playwright/test';
import { cardOf, checkInOf, createHabit, freshEmail, signUp } from './newcomer.ts';

test.use({ javaScriptEnabled: false });

test('without JavaScript the forms still do their work', async ({ page }) => {
  await signUp(page, freshEmail());

  await page.goto('/habits/new');
  await page.getByRole('radio', { name: /A few times a week/ }).check();
  await page.getByLabel('Times a week', { exact: true }).fill('9');
  await page.getByRole('button', { name: 'Create habit' }).click();
  await expect(page.getByText('Give the habit a name.')).toBeVisible();
  await expect(page.getByLabel('Times a week', { exact: true })).toHaveValue('9');

  await createHabit(page, 'Read');
  await checkInOf(page, 'Read').click();
  await expect(checkInOf(page, 'Read')).toHaveAttribute('aria-pressed', 'true');
  await expect(cardOf(page, 'Read').getByText('Streak: 1 day')).toBeVisible();

  await page.goto('/settings');
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
