/** Splits a command as written in a setting into program and arguments; quotes hold words together. */
export function splitCommand(command: string): [string, ...string[]] {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
  const [program, ...args] = words;
  if (!program) throw new Error('The command is empty.');
  return [program, ...args];
}
