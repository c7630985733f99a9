import { expect, test } from '@playwright/test';
import { createHabit, password, signUp } from './newcomer.ts';

test('preferences are kept, signing out ends the session, and an account can be deleted', async ({
  page,
  context,
}) => {
  const { email } = await signUp(page);
  await createHabit(page, 'Read');

  await page.goto('/settings');
  await page.getByLabel('Time zone').selectOption('Asia/Kolkata');
  await page.getByLabel('A new day begins at').fill('03:30');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Kolkata');
  await expect(page.getByLabel('A new day begins at')).toHaveValue('03:30');

  const [session] = (await context.cookies()).filter(({ name }) => name === 'habit_session');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto('/habits');
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/habits$/);

  await page.goto('/settings');
  await page.getByText('Delete account', { exact: true }).click();
  await page.getByLabel('Write your email to confirm').fill('somebody@else.example');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('Write your email exactly')).toBeVisible();
  await page.getByLabel('Write your email to confirm').fill(email);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page).toHaveURL(/\/sign-up$/);

  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /password/i })).toBeVisible();
});
