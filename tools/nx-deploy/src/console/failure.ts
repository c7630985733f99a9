import { bold, dim, red } from './paint.ts';

interface FailureParts {
  /** What was being done, as in "Building the image of backend". */
  doing: string;
  /** What went wrong, in a sentence or two. */
  wrong: string;
  /** What mends it: best a command. */
  mend: string;
  /** How things stand after it, when something was done about it. */
  state?: string;
  /** Evidence: a few lines of someone else's output. */
  evidence?: string[];
}

/** A failure that explains itself on one screen. */
export class Failure extends Error {
  readonly parts: FailureParts;

  constructor(parts: FailureParts) {
    super(`${parts.doing} failed: ${parts.wrong}`);
    this.name = 'Failure';
    this.parts = parts;
  }
}

export function renderFailure({ doing, wrong, mend, state, evidence = [] }: FailureParts): string {
  const lines = [`${red('✖')} ${bold(`${doing} failed.`)}`, ...block('What went wrong', wrong)];
  if (evidence.length > 0) lines.push('', ...evidence.map((line) => dim(`    │ ${line}`)), '');
  if (state) lines.push(...block('How it stands', state));
  lines.push(...block('What mends it', mend));
  return lines.join('\n');
}

function block(title: string, text: string): string[] {
  const [first = '', ...rest] = text.split('\n');
  const margin = ' '.repeat(19);
  return [`  ${bold(`${title}:`.padEnd(17))}${first}`, ...rest.map((line) => margin + line)];
}
