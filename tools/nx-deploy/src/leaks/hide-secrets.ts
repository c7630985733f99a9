import { findByRules } from './secret-rules.ts';
import { secretNamePattern } from './names-a-secret.ts';

const hidden = '•••';
const value = String.raw`(?:"[^"]*"|'[^']*'|[^\s"',;&|)]+)`;

const habits: [RegExp, string][] = [
  // https://user:password@host
  [/(\w:\/\/[^\s:@/]*:)[^\s@/]+@/g, `$1${hidden}@`],
  // curl -u user:password
  [/((?:^|\s)(?:-u|--user)[\s=]+[^\s:]+:)\S+/g, `$1${hidden}`],
  [/\b((?:Bearer|Basic)\s+)[\w.~+/=-]{8,}/gi, `$1${hidden}`],
  // TOKEN=…, "password": …
  [new RegExp(String.raw`(${secretNamePattern}["']?\s*[=:]\s*)${value}`, 'gi'), `$1${hidden}`],
  // --token …
  [new RegExp(String.raw`(--${secretNamePattern}\s+)(?!-)${value}`, 'gi'), `$1${hidden}`],
];

// Neither words nor paths, versions or digests mix letters of both cases with digits at such length.
const random = /(?<![\w+=-])(?=[\w+=-]*\d)(?=[\w+=-]*[a-z])(?=[\w+=-]*[A-Z])[\w+=-]{24,}/g;

/**
 * Hides what looks like a secret in a text that is to be shown or stored, by the rules and by the habits of those
 * who write commands. It depends on the text alone, so that equal texts stay equal on every machine.
 */
export async function hideSecrets(text: string): Promise<string> {
  const hits = (await findByRules(text)).sort((a, b) => b.start - a.start);
  const byRules = hits.reduce(
    (shown, { start, length }) => shown.slice(0, start) + hidden + shown.slice(start + length),
    text,
  );
  const byHabits = habits.reduce((shown, [pattern, instead]) => shown.replace(pattern, instead), byRules);
  return byHabits.replace(random, hidden);
}

/** The arguments of a program, of which one may name what the next one holds. */
export async function hideSecretArguments(args: string[]): Promise<string[]> {
  const shown = await Promise.all(args.map(hideSecrets));
  return shown.map((arg, at) => (at > 0 && isSecretFlag(args[at - 1] ?? '') ? hidden : arg));
}

const isSecretFlag = (arg: string): boolean => new RegExp(`^--?${secretNamePattern}$`, 'i').test(arg);
