'use client';

import { useSyncExternalStore } from 'react';
import { browserTimeZone } from '@/lib/browser-time-zone';
import { zoneName, zoneText } from '@/lib/time-zones';

const never = () => () => {};

/** For travellers and for accounts made without JavaScript: the browser's clock lives somewhere else. */
export function TimeZoneHint({ saved }: { saved: string }) {
  const here = useSyncExternalStore(never, browserTimeZone, () => saved);
  if (!here || here === zoneName(saved)) return null;
  return (
    <p className="mt-1.5 text-sm text-ink-soft">
      This browser’s clock is in {zoneText(here)}. Days that are past stay where they are when you change the
      zone.
    </p>
  );
}
