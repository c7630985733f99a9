import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

export const password = 'a calm morning walk';

export const freshEmail = () => `${randomUUID()}@example.org`;

/** Makes an account as anybody would, and ends on the empty first morning. */
export async function signUp(page: Page, email = freshEmail()) {
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'What would you like to do more often?' })).toBeVisible();
  return { email };
}

/** Makes a habit that is due every day, and ends on the day's page. */
export async function createHabit(page: Page, name: string) {
  await page.goto('/habits/new');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('button', { name: 'Create habit' }).click();
  await expect(page.getByRole('form', { name })).toBeVisible();
}

/** The day's card of one habit. */
export const cardOf = (page: Page, name: string) => page.getByRole('form', { name });

export const checkInOf = (page: Page, name: string) => page.getByRole('button', { name: `Check in ${name}` });
