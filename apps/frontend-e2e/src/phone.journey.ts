import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { checkInOf, createHabit, signUp } from './newcomer.ts';

test.use({ viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true, isMobile: true });

async function fits(page: Page) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(360);
}

/** How light the page is, from 0 to 255. */
const lightness = (page: Page) =>
  page.evaluate(() => {
    const [red = 0, green = 0, blue = 0] = getComputedStyle(document.documentElement)
      .backgroundColor.match(/\d+/g)!
      .map(Number);
    return (red + green + blue) / 3;
  });

test('on a phone in the dark: every page fits, and one thumb is enough', async ({ page }) => {
  await signUp(page);
  await fits(page);
  await createHabit(page, 'A habit whose name is so long that it needs more than one line on any phone');
  await fits(page);
  expect(await lightness(page)).toBeLessThan(40);

  const checkIn = page.getByRole('button', { name: /^Check in A habit/ });
  const size = await checkIn.boundingBox();
  expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(48);
  await checkIn.tap();
  await expect(checkIn).toHaveAttribute('aria-pressed', 'true');

  const navigation = page.getByRole('navigation', { name: 'Main' });
  const bar = await navigation.boundingBox();
  expect(Math.round((bar?.y ?? 0) + (bar?.height ?? 0))).toBe(740);

  await page.getByRole('link', { name: /^A habit/ }).tap();
  const today = page.getByRole('grid').getByRole('button', { name: /, today: / });
  await expect(today).toBeVisible();
  await today.scrollIntoViewIfNeeded();
  await expect(today).toBeInViewport();
  await fits(page);
  await page.getByRole('link', { name: 'Edit' }).tap();
  await expect(page.getByRole('heading', { name: 'Edit habit' })).toBeVisible();
  await fits(page);
  await navigation.getByRole('link', { name: 'Habits' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Habits' })).toBeVisible();
  await fits(page);
  await navigation.getByRole('link', { name: 'Settings' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await fits(page);
});

test('a chosen theme holds from the first byte, whatever the system has', async ({ page }) => {
  await signUp(page);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Light' }).tap();
  await expect(page.getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true');
  expect(await lightness(page)).toBeGreaterThan(200);

  const html = await (await page.request.get('/settings')).text();
  expect(html).toMatch(/<html[^>]*data-theme="light"/);

  await page.getByRole('button', { name: 'System' }).tap();
  await expect(page.getByRole('button', { name: 'System' })).toHaveAttribute('aria-pressed', 'true');
  expect(await lightness(page)).toBeLessThan(40);
});

test('the newest week is what a narrow heatmap begins with', async ({ page }) => {
  await signUp(page);
  await createHabit(page, 'Read');
  await expect(checkInOf(page, 'Read')).toBeVisible();
  await page.getByRole('link', { name: 'Read' }).tap();
  const today = page.getByRole('grid').getByRole('button', { name: /, today: / });
  await expect(today).toBeVisible();
  const box = await today.boundingBox();
  expect(box?.x).toBeGreaterThan(0);
  expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual(360);
});
