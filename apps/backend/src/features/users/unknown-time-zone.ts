import { refusedField } from '../../plugins/problems.ts';

export const unknownTimeZone = refusedField(
  'body',
  '/timeZone',
  'This time zone is not known; it is written like Europe/London.',
);
