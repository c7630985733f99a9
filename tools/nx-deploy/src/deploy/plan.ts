import { say, sayDone } from '../console/say.ts';
import type { Decision } from './decide.ts';
import type { ObjectDrift } from './drift.ts';
import { type FieldDifference, renderDifference } from '../kubernetes/field-differences.ts';
import { mask } from '../secrets/mask.ts';
import type { ResolvedSecrets } from '../secrets/resolve-secrets.ts';

/** Says what a deploy would do, field by field, and touches nothing. */
export function sayPlan(decision: Decision, secrets: ResolvedSecrets, hidden: string[]): void {
  if (!decision.mustSend && decision.isReady) return sayDone('Nothing to do: nothing would be sent.');
  for (const line of listPlan(decision, secrets)) say(mask(line, hidden));
}

export function listPlan(decision: Decision, secrets: ResolvedSecrets): string[] {
  return [
    ...decision.reasons.map((reason) => `Because ${reason}:`),
    ...decision.secretChanges.map((name) => describeSecret(name, secrets)),
    ...decision.changes.flatMap(describeChange),
    ...decision.removed.map((name) => `  - ${name} would be removed`),
    ...decision.workloadsToRestart.map((name) => `  ~ ${name} would be restarted`),
    ...decision.podsToRenew.map((name) => `  ~ Pod ${name} would be started again`),
    ...(decision.mustSend ? [] : ['  Nothing would be sent; the pods would be waited for.']),
  ];
}

function describeSecret(name: string, { values, generated }: ResolvedSecrets): string {
  if (!(name in values)) return `  - Secret: ${name} would be removed`;
  return `  ~ Secret: ${name} would be set${generated.includes(name) ? ' (made for you)' : ''}`;
}

function describeChange({ object, fields, refused }: ObjectDrift): string[] {
  if (refused) return [`  ! ${object}: the cluster does not take it as it is: ${refused}`];
  if (!fields) return [`  + ${object} would be created`];
  return fields.map((field) => `  ${sign(field)} ${object}: ${renderField(object, field)}`);
}

const sign = ({ before, after }: FieldDifference): string =>
  before === undefined ? '+' : after === undefined ? '-' : '~';

// A variable of a pod may hold a secret that somebody wrote straight into it.
const secretName = /password|passwd|secret|token|key|credential|dsn|_url$/i;

function renderField(object: string, { path, before, after }: FieldDifference): string {
  // env[NAME].value of a pod, or data.NAME of a ConfigMap.
  const [, name = ''] = /(?:\[|^data\.)([^[\]]+?)\]?(?:\.value)?$/.exec(path) ?? [];
  if (object.startsWith('Secret ') || secretName.test(name)) return `${path}: •••`;
  return renderDifference({ path, before: withoutSecrets(before), after: withoutSecrets(after) });
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const { name } = value as { name?: unknown };
  const isSecret = typeof name === 'string' && secretName.test(name) && 'value' in value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]);
  return { ...Object.fromEntries(entries), ...(isSecret ? { value: '•••' } : {}) };
}
