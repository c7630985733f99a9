import { isIP } from 'node:net';

/** A JSON schema of the values that a parser takes, for those who check before anything runs. */
export type ValueSchema =
  | { type: 'string'; pattern?: string; minLength?: number }
  | { type: 'integer'; minimum: number; maximum: number }
  | { enum: readonly string[] };

/** Turns a text into a value, or throws an Error that says what the text should be. Never quotes a secret. */
export interface Parser<Value> {
  (text: string, environment: NodeJS.ProcessEnv): Value;
  /** May take more than the parser does, never less. */
  readonly schema: ValueSchema;
}

const parser = <Value>(
  schema: ValueSchema,
  parse: (text: string, environment: NodeJS.ProcessEnv) => Value,
): Parser<Value> => Object.assign(parse, { schema });

export const text = parser({ type: 'string' }, (value) => value);

export function integer(from: number, to: number): Parser<number> {
  return parser({ type: 'integer', minimum: from, maximum: to }, (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (!(number >= from && number <= to)) throw new Error(`must be a whole number from ${from} to ${to}`);
    return number;
  });
}

export function oneOf<const Choice extends string>(...choices: Choice[]): Parser<Choice> {
  return parser({ enum: choices }, (value) => {
    const choice = choices.find((each) => each === value);
    if (!choice) throw new Error(`must be one of ${choices.join(', ')}`);
    return choice;
  });
}

const addressNames = ['loopback', 'linklocal', 'uniquelocal'];

/** Addresses and networks like 10.0.0.0/8, separated by commas. */
export const addresses = parser({ type: 'string', pattern: listPattern('[0-9A-Fa-f.:/]+') }, (value) =>
  listOf(value, [], 'addresses and networks'),
);

/** The same, and names of well-known networks. */
export const networks = parser(
  { type: 'string', pattern: listPattern(`([0-9A-Fa-f.:/]+|${addressNames.join('|')})`) },
  (value) => listOf(value, addressNames, `addresses, networks or ${addressNames.join(', ')}`),
);

function listPattern(item: string): string {
  return `^\\s*${item}\\s*(,\\s*${item}\\s*)*$`;
}

function listOf(value: string, names: string[], what: string): string {
  const wrong = value
    .split(',')
    .map((each) => each.trim())
    .find((each) => !names.includes(each) && !isNetwork(each));
  if (wrong === undefined) return value;
  throw new Error(`must list ${what}; “${wrong}” is none`);
}

function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= (family === 4 ? 32 : 128));
}

export const httpUrl = parser({ type: 'string', pattern: '^https?://[^\\s?#@]+$' }, (value) => {
  const url = parseUrl(value);
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new Error('must be an http or https URL');
  if (url.username || url.password) throw new Error('must not hold a user name or password');
  if (url.search || url.hash) throw new Error('must not hold a query or a fragment');
  return value.replace(/\/+$/, '');
});

/** Never quotes the text: it holds a password. */
export const postgresUrl = parser({ type: 'string', pattern: '^postgres(ql)?://' }, (value) => {
  const url = parseUrl(value);
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol) || !url.hostname) {
    throw new Error('must be a URL like postgresql://USER:PASSWORD@HOST:5432/DATABASE');
  }
  if (url.pathname.length < 2) throw new Error('must name the database after the last slash');
  return value;
});

// Texts that people copy from examples and templates; all of them are known to an attacker.
const knownDefault =
  /change.?me|replace.?me|your[-_ ]|placeholder|example|default|secret.?key|^(.)\1*$|^(0123|abcd)/i;

export const signingSecret = parser({ type: 'string', minLength: 32 }, (value, environment) => {
  if (value.length < 32) throw new Error('must be at least 32 characters long');
  if (environment['NODE_ENV'] === 'production' && knownDefault.test(value)) {
    throw new Error('is a known default, which anybody could sign tokens with');
  }
  return value;
});

/** Never the one that signs: who wrote the same text twice believes in a change that was none. */
export const previousSigningSecret = parser({ type: 'string', minLength: 32 }, (value, environment) => {
  if (value === environment['JWT_SECRET']) {
    throw new Error('is JWT_SECRET itself; it must hold the one before, or nothing');
  }
  return signingSecret(value, environment);
});

function parseUrl(value: string): URL | undefined {
  return URL.canParse(value) ? new URL(value) : undefined;
}
