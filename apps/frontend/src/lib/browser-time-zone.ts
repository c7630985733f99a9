import { zoneName } from './time-zones';

/** The IANA zone of the browser's clock; empty when it does not say. */
export const browserTimeZone = (): string => zoneName(Intl.DateTimeFormat().resolvedOptions().timeZone ?? '');
