/** Lines of a log by which a program says that something failed. */
export function findLogErrors(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => isError(line) && !expected.some(({ pattern }) => pattern.test(line)));
}

// What programs call errors although nothing is wrong with the release.
const expected: { pattern: RegExp; why: string }[] = [
  {
    pattern: /FATAL: {2}the database system is (starting up|shutting down|not yet accepting)/,
    why: 'whoever asks waits',
  },
  {
    pattern: /FATAL: {2}terminating connection due to administrator command/,
    why: 'the database was stopped',
  },
  // PostgreSQL logs what it answers to a client; whether that is a failure is for the client to say.
  { pattern: /\[\d+\] ERROR: {2}/, why: 'an answer' },
];

function isError(line: string): boolean {
  const fields = readFields(line);
  if (fields) return isErrorLevel(fields['level'] ?? fields['severity'] ?? fields['lvl']);
  return (
    /\b(ERROR|FATAL|PANIC|CRITICAL|EMERG)\b/.test(line) ||
    /^\s*(Uncaught |Unhandled )?\w*(Error|Exception)\b.*:/.test(line) ||
    /unhandled ?rejection|uncaught ?exception|Traceback \(most recent call last\)/i.test(line) ||
    // Next.js
    /^\s*⨯/.test(line)
  );
}

/** A line in JSON, which the loggers of most languages write. */
function readFields(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** Names, or numbers as of pino and bunyan: 50 is an error, 60 fatal. */
const isErrorLevel = (level: unknown): boolean =>
  typeof level === 'number'
    ? level >= 50
    : /^(err(or)?|fatal|panic|crit(ical)?|emerg(ency)?|alert)$/i.test(String(level));
