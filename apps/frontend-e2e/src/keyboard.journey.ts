import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { checkInOf, freshEmail, password } from './newcomer.ts';

/** Goes on with Tab until the focus is where it should be, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator) {
  for (let stops = 0; stops < 60; stops++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${target}.`);
}

async function hasVisibleFocus(page: Page) {
  const outline = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused) return undefined;
    // A hidden control shows its focus on the label around it.
    const shown = [focused, focused.closest('label')].filter((element) => element !== null);
    return shown.some((element) => {
      const style = getComputedStyle(element);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    });
  });
  expect(outline).toBe(true);
}

test('everything by keyboard alone: sign up, make a habit, check in, walk through the year', async ({
  page,
}) => {
  await page.goto('/sign-up');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport();
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByLabel('Email'));
  await hasVisibleFocus(page);
  await page.keyboard.type(freshEmail());
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');

  const ownWords = page.getByRole('link', { name: 'Write my own' });
  await expect(ownWords).toBeVisible();
  await tabTo(page, page.getByRole('checkbox', { name: /Read ten pages/ }));
  await hasVisibleFocus(page);
  await tabTo(page, ownWords);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/habits\/new$/);

  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await page.keyboard.type('Play the piano');
  await tabTo(page, page.getByRole('radio', { name: /On chosen weekdays/ }));
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /A few times a week/ })).toBeChecked();
  await tabTo(page, page.getByLabel('Times a week', { exact: true }));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');

  const checkIn = checkInOf(page, 'Play the piano');
  await expect(checkIn).toBeVisible();
  await expect(page.getByText('0 of 4 this week')).toBeVisible();
  await tabTo(page, checkIn);
  await hasVisibleFocus(page);
  await page.keyboard.press('Space');
  await expect(checkIn).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('1 of 4 this week')).toBeVisible();
  // The focus stays where it was, so that the next press takes it back.
  await expect(checkIn).toBeFocused();

  await page.getByRole('link', { name: 'Play the piano' }).focus();
  await page.keyboard.press('Enter');
  const grid = page.getByRole('grid');
  await tabTo(page, grid.getByRole('button', { name: /, today: done$/ }));
  await hasVisibleFocus(page);
  await page.keyboard.press('ArrowLeft');
  const weekAgo = page.locator('[data-day]:focus');
  await expect(weekAgo).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Enter');
  await expect(weekAgo).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('2 check-ins in all')).toBeVisible();
});
