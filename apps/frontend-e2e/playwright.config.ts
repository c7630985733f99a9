import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// Playwright's own browsers are a download; the system's Chromium is used where there is one.
const systemChromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = process.env['CHROMIUM_PATH'] ?? systemChromium.find((path) => existsSync(path));

/** Journeys through a running release, wherever it runs; nothing is started here. */
export default defineConfig({
  testDir: 'src',
  testMatch: '*.journey.ts',
  globalSetup: './src/require-release.ts',
  outputDir: 'test-output/artifacts',
  reporter: [['list'], ['json', { outputFile: 'test-output/results.json' }]],
  // A small cluster answers, but not always at once.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    baseURL: process.env['BASE_URL'],
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Containers have no user namespaces for the sandbox, and little shared memory.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
});
