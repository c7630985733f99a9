import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { cookies } from 'next/headers';
import { canvasColor, themeCookie, themeFrom } from '@/lib/theme';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Habit Tracker', template: '%s · Habit Tracker' },
  description: 'Small things, done often. A calm place to keep your habits, on your own server.',
  applicationName: 'Habit Tracker',
  manifest: '/manifest.webmanifest',
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' }, apple: '/icons/apple-touch-icon.png' },
  appleWebApp: { title: 'Habits', statusBarStyle: 'default' },
  robots: { index: false },
};

const readTheme = async () => themeFrom((await cookies()).get(themeCookie)?.value);

export async function generateViewport(): Promise<Viewport> {
  const theme = await readTheme();
  return {
    width: 'device-width',
    initialScale: 1,
    viewportFit: 'cover',
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: canvasColor.light },
            { media: '(prefers-color-scheme: dark)', color: canvasColor.dark },
          ]
        : canvasColor[theme],
  };
}

/** Reading a cookie here makes every page dynamic, which a policy with a nonce needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = await readTheme();
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <a
          href="#main"
          className="sr-only rounded-control bg-accent font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:px-4 focus:py-2.5"
        >
          Skip to the content
        </a>
        {children}
      </body>
    </html>
  );
}
