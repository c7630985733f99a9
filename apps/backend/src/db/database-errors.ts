import { types } from 'node:util';

/**
 * Classes of SQLSTATE that pass by themselves: connection lost, transaction rolled back, resources
 * short, shutting down or starting up.
 */
const passing = /^(08|40|53|57)/;

/**
 * Whether an error means that the database cannot be asked right now, and may be later.
 * Errors without an SQLSTATE never reached it: refused, unresolved, cut off, or timed out.
 */
export function isUnavailable(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const code = codeOf(error);
  // 57014: one statement ran into its time limit; the database as such is well.
  // 08P01: a pooler in between does not know our settings, and never will.
  if (/^[0-9A-Z]{5}$/.test(code)) return passing.test(code) && code !== '57014' && code !== '08P01';
  return networkCodes.has(code) || connectionMessages.some((message) => error.message.includes(message));
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
]);

// pg gives these no code.
const connectionMessages = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client has encountered a connection error',
  'Query read timeout',
];

const advice: Record<string, string> = {
  '08P01':
    'A pooler in front of the database refuses our settings. With PgBouncer, set ignore_startup_parameters = options, statement_timeout, idle_in_transaction_session_timeout.',
  '28P01': 'The user name or the password in DATABASE_URL is wrong.',
  '28000': 'PostgreSQL does not let this user in. Check the user in DATABASE_URL, and pg_hba.conf.',
  '3D000': 'The database that DATABASE_URL names does not exist. Create it, or name another one.',
  '42501': 'The user in DATABASE_URL may not create tables. Let it own the database.',
};

/** What PostgreSQL said, and what mends it; never the address, which holds the password. */
export function explainDatabaseError(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  const said = error.message || codeOf(error) || error.name;
  const mend = advice[codeOf(error)];
  return mend ? `${mend} PostgreSQL said: ${said}.` : said;
}

/** Several addresses of one host fail as an AggregateError, whose parts all tell the same. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'errors' in error && Array.isArray(error.errors) && types.isNativeError(error.errors[0])
    ? codeOf(error.errors[0])
    : '';
}
