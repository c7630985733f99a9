import type { ReactNode } from 'react';
import { Brand } from '@/components/brand';
import { ThemeSwitch } from '@/features/settings/theme-switch';

/** What people see before they are in. */
export default function DoorLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-md flex-col px-4 py-6 sm:py-10 lg:max-w-5xl lg:px-6">
      <header className="mb-8 flex items-center sm:mb-12">
        <Brand />
      </header>
      <main id="main" tabIndex={-1} className="flex-1 outline-none lg:flex lg:items-center">
        {children}
      </main>
      <footer className="mt-12 flex items-center justify-between gap-4 text-sm text-ink-soft">
        <span>Runs on your own server</span>
        <ThemeSwitch />
      </footer>
    </div>
  );
}
