'use client';

import { useSyncExternalStore } from 'react';
import { browserTimeZone } from '@/lib/browser-time-zone';
import { zoneText } from '@/lib/time-zones';
import { useField } from '@/components/action-form';
import { FieldError } from '@/components/field';

const never = () => () => {};

/** Days begin and end where the person is; without JavaScript it can be set later. */
export function DetectedTimeZone() {
  const timeZone = useSyncExternalStore(never, browserTimeZone, () => '');
  const { error } = useField('timeZone');
  return (
    <div className="text-sm text-ink-soft">
      <input type="hidden" name="timeZone" value={timeZone} />
      {timeZone && <p>Your days follow {zoneText(timeZone)} time. You can change that later.</p>}
      <FieldError id="time-zone-error">{error}</FieldError>
    </div>
  );
}
