'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { ListChecks, Settings, Sun } from 'lucide-react';
import { cn } from '@/lib/cn';
import { Brand } from './brand';

const places = [
  { href: '/', name: 'Today', Icon: Sun },
  { href: '/habits', name: 'Habits', Icon: ListChecks },
  { href: '/settings', name: 'Settings', Icon: Settings },
];

/** On top, and on a phone at the bottom, where the thumb is. */
export function Navigation() {
  const path = usePathname();
  return (
    <header className="mx-auto flex max-w-5xl items-center justify-between gap-4 px-4 pt-4 sm:px-6 sm:pt-6">
      <Link href="/" className="rounded-control">
        <Brand />
      </Link>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-40 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:static sm:border-0 sm:bg-transparent sm:pb-0"
      >
        <ul className="mx-auto flex max-w-md justify-around sm:gap-1">
          {places.map(({ href, name, Icon }) => {
            const here = href === '/' ? path === '/' : path.startsWith(href);
            return (
              <li key={href} className="flex-1">
                <Link
                  href={href}
                  aria-current={here ? (path === href ? 'page' : 'true') : undefined}
                  className={cn(
                    'flex flex-col items-center gap-0.5 rounded-control px-4 pt-2 pb-1.5 text-xs font-medium text-ink-soft hover:text-ink sm:flex-row sm:gap-2 sm:py-2 sm:text-[0.9375rem]',
                    here && 'text-accent hover:text-accent sm:bg-accent-soft',
                  )}
                >
                  <Icon
                    className="size-6 sm:size-[1.125rem]"
                    strokeWidth={here ? 2.4 : 1.9}
                    aria-hidden="true"
                  />
                  {name}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </header>
  );
}
