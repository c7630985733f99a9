import { cookies } from 'next/headers';
import { Monitor, Moon, Sun } from 'lucide-react';
import { cn } from '@/lib/cn';
import { themeCookie, themeFrom, themes } from '@/lib/theme';
import { setThemeAction } from './theme-actions';

const looks = {
  system: { name: 'System', Icon: Monitor },
  light: { name: 'Light', Icon: Sun },
  dark: { name: 'Dark', Icon: Moon },
};

/** Light, dark, or as the system has it; three buttons that work without JavaScript. */
export async function ThemeSwitch({ named }: { named?: boolean }) {
  const chosen = themeFrom((await cookies()).get(themeCookie)?.value);
  return (
    <form action={setThemeAction}>
      <div role="group" aria-label="Theme" className="inline-flex rounded-control bg-raised p-1">
        {themes.map((theme) => {
          const { name, Icon } = looks[theme];
          return (
            <button
              key={theme}
              name="theme"
              value={theme}
              aria-pressed={theme === chosen}
              className={cn(
                'inline-flex min-h-9 items-center gap-2 rounded-lg px-3 text-sm font-medium text-ink-soft hover:text-ink',
                theme === chosen && 'bg-surface text-ink shadow-card',
              )}
            >
              <Icon className="size-4" aria-hidden="true" />
              <span className={named ? undefined : 'sr-only'}>{name}</span>
            </button>
          );
        })}
      </div>
    </form>
  );
}
