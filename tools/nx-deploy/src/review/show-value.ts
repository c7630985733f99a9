import { shorten } from '../console/shorten.ts';

/** A value on one short line. */
export const showValue = (value: unknown): string =>
  shorten(typeof value === 'string' ? value : JSON.stringify(value), 60);
