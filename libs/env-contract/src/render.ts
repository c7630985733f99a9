import type { Declaration, Declarations } from './variable.ts';
import { wrap } from './wrap.ts';

const edited = 'Generated from libs/env-contract; change it there, then run: npx nx sync';

/** The text of `.env.example`: every line is a comment, so that a copy changes nothing until one is edited. */
export function renderExample(variables: Declarations): string {
  const blocks = Object.entries(variables).map(([name, variable]) =>
    [
      ...wrap(variable.purpose),
      `# Format: ${variable.format}.`,
      `# ${need(variable)}`,
      `#${name}=${variable.default ?? variable.example}`,
    ].join('\n'),
  );
  const head = [
    `# ${edited}`,
    '#',
    '# Copy this file to .env and remove the # before what you want to set. Nothing needs to be set for',
    '# `npm run up`. Never commit .env: it holds secrets.',
  ].join('\n');
  return `${[head, ...blocks].join('\n\n')}\n`;
}

/** The table for people, `infra/contracts/environment-variables.md`. */
export function renderTable(variables: Declarations): string {
  const rows = Object.entries(variables).map(([name, variable]) => {
    const { usedBy, purpose, format, default: byDefault, example, since } = variable;
    const cells = [
      `\`${name}\``,
      usedBy.join(', '),
      home(variable),
      purpose,
      format,
      required(variable),
      byDefault === undefined ? '' : `\`${byDefault}\``,
      `\`${example}\``,
      since,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return `${[
    '# Environment variables',
    '',
    `<!-- ${edited} -->`,
    '',
    'Apps read their environment once, at their start, and refuse to start when something is missing or wrong.',
    'Secrets live in the Kubernetes Secret `habit-tracker-secrets`, everything else in the ConfigMap `habit-tracker-config`.',
    '',
    '| variable | read by | kept in | purpose | format | required | default | example | since |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')}\n`;
}

/** The same facts for programs, `infra/contracts/environment.json`. */
export function renderJson(variables: Declarations): string {
  const list = Object.entries(variables).map(([name, variable]) => ({
    name,
    usedBy: variable.usedBy,
    secret: variable.secret,
    required: variable.default === undefined && !variable.optional,
    since: variable.since,
    default: variable.default ?? null,
    generate: variable.generate ?? null,
  }));
  return `${JSON.stringify({ variables: list }, null, 2)}\n`;
}

function home(variable: Declaration): string {
  if (variable.secret) return 'Secret';
  if (variable.setByImage) return 'image';
  return variable.usedBy.includes('deploy') ? 'shell' : 'ConfigMap';
}

function required({ default: byDefault, optional, requiredWhen, generate }: Declaration): string {
  if (requiredWhen) return `when \`${requiredWhen}\`; the deploy makes one`;
  if (byDefault !== undefined || optional) return 'no';
  if (!generate) return 'yes';
  return 'when' in generate
    ? `yes; follows from others when \`${generate.when}\``
    : 'yes; the deploy makes one';
}

function need(variable: Declaration): string {
  if (variable.default !== undefined) return `Default: ${variable.default}.`;
  if (variable.generate && variable.optional) return 'Optional: made by the deploy.';
  if (variable.generate) return 'Required; `npm run up` and the deploy make one where none is given.';
  return variable.optional ? 'Optional.' : 'Required.';
}
