import { expect, test } from '@playwright/test';
import { checkInOf, createHabit, password, signUp } from './newcomer.ts';

test('a wrong password is said plainly, and what was typed stays', async ({ page, context }) => {
  const { email } = await signUp(page);
  await context.clearCookies();
  await page.goto('/sign-in');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /password/i })).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('an email that is taken, and a password that is too short, are said at the form', async ({
  page,
  context,
}) => {
  const { email } = await signUp(page);
  await context.clearCookies();
  await page.goto('/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /email|account/i })).toBeVisible();

  // Past the browser's own check, the API's answer stands at its field.
  await page.getByLabel('Password').evaluate((input: HTMLInputElement) => input.removeAttribute('minlength'));
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('Password')).toBeFocused();
  await expect(page.getByLabel('Email')).toHaveValue(email);
});

test('whoever is signed out comes back to the page they wanted, and never to another site', async ({
  page,
  context,
}) => {
  const { email } = await signUp(page);
  await context.clearCookies();
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings$/);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/settings$/);

  await page.goto('/sign-in?next=//evil.example');
  await expect(page.getByRole('heading', { level: 1, name: /^(Good|Still)/ })).toBeVisible();
});

test('a session that no longer holds ends at the door, and its cookie is gone', async ({ page, context }) => {
  await signUp(page);
  const { origin } = new URL(page.url());
  await context.addCookies([{ name: 'habit_session', value: 'not.a.token', url: origin, httpOnly: true }]);
  await page.goto('/habits');
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fhabits$/);
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('habit_session');
});

test('a check-in that cannot be sent goes back, and says so', async ({ page, context }) => {
  await signUp(page);
  await createHabit(page, 'Read');
  const checkIn = checkInOf(page, 'Read');
  await context.setOffline(true);
  await checkIn.click();
  await expect(page.getByRole('alert').filter({ hasText: 'not saved' })).toBeVisible();
  await expect(checkIn).toHaveAttribute('aria-pressed', 'false');
  await context.setOffline(false);
  await checkIn.click();
  await expect(page.getByRole('alert').filter({ hasText: 'not saved' })).toBeHidden();
  await expect(page.getByText('Done for today')).toBeVisible();
});

test('what does not exist is a friendly 404', async ({ page }) => {
  await signUp(page);
  for (const path of ['/nowhere', '/habits/00000000-0000-4000-8000-000000000000']) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
  }
});

test('a change by cookie from another site is refused, one from this site is made', async ({ page }) => {
  await signUp(page);
  const habit = { data: { name: 'Read', schedule: { kind: 'times-per-week', times: 2 } } };
  const foreign = await page.request.post('/api/v1/habits', {
    ...habit,
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(foreign.status()).toBe(403);
  expect(foreign.headers()['content-type']).toContain('application/problem+json');
  const own = await page.request.post('/api/v1/habits', {
    ...habit,
    headers: { 'sec-fetch-site': 'same-origin' },
  });
  expect(own.status()).toBe(201);
});

const withoutApi = process.env['BASE_URL_WITHOUT_API'];

test('a server that cannot be reached is said in words, and trying again is one click', async ({
  page,
  context,
}) => {
  test.skip(
    !withoutApi,
    'BASE_URL_WITHOUT_API is not set: it is the address of a frontend whose API is down.',
  );
  const address = new URL(withoutApi ?? '');
  await context.addCookies([{ name: 'habit_session', value: 'any', url: address.origin, httpOnly: true }]);
  await page.goto(address.href);
  await expect(page.getByRole('heading', { name: 'The server can’t be reached' })).toBeVisible();
  await expect(page.getByText(/ECONNREFUSED|at async|Error:/)).toHaveCount(0);
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'The server can’t be reached' })).toBeVisible();

  expect(await (await page.request.get(new URL('/readyz', address).href)).json()).toMatchObject({
    api: 'down',
  });
  expect((await page.request.get(new URL('/livez', address).href)).status()).toBe(200);
  const proxied = await page.request.get(new URL('/api/v1/today', address).href);
  expect(proxied.status()).toBe(502);
  expect(proxied.headers()['content-type']).toContain('application/problem+json');

  await context.clearCookies();
  await page.goto(new URL('/sign-in', address).href);
  await page.getByLabel('Email').fill('somebody@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'can’t be reached' })).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue('somebody@example.org');
});
