import { findByRules } from '../../leaks/secret-rules.ts';
import type { LocatedObject, Path } from '../../kubernetes/located-manifest.ts';
import type { Hit, Rule } from '../rule.ts';

const secretName =
  /(pass(word|wd|phrase)?|pwd|secret|token|credentials?|(api|private|access|signing|encryption)[-_.]?key)$/i;
// $(NAME) is filled in by Kubernetes from another variable.
const addressWithPassword = /[a-z][a-z0-9+.-]*:\/\/[^\s:/@]+:(?!\$\(\w+\)@)[^\s/@]+@/i;
const placeholder =
  /^(|-|x+|\.+|\*+|(replace|change|fill|todo|your|insert|example|placeholder|dummy|secret-here)[-_ ]?.*|.*(replace|change)[-_ ]?me.*|<.*>|\$[({].*[)}]|\{\{.*\}\})$/i;
const addressForm =
  /:\/\/(user(name)?|<?user>?|\$\{?\w+\}?):(pass(word)?|<?password>?|\$[({]?\w+[)}]?|replace.*)@/i;

/** Why a text looks like a secret, or undefined. It never holds the text. */
async function looksSecret(name: string, text: string): Promise<string | undefined> {
  if (text.trim() === '' || /^\$\([A-Za-z_]\w*\)$/.test(text)) return undefined;
  if (addressWithPassword.test(text) && !addressForm.test(text)) return 'holds an address with a password';
  if (secretName.test(name)) return 'is called like a secret';
  const [hit] = await findOnce(text);
  return hit && !addressForm.test(text) ? `holds a secret (${hit.rule})` : undefined;
}

const found = new Map<string, ReturnType<typeof findByRules>>();

/** Renderings of one chart hold the same long texts again and again. */
function findOnce(text: string): ReturnType<typeof findByRules> {
  const known = found.get(text) ?? findByRules(text);
  found.set(text, known);
  return known;
}

interface Candidate {
  located: LocatedObject;
  path: Path;
  name: string;
  text: string;
  what: string;
}

async function judge(candidates: Candidate[]): Promise<Hit[]> {
  const results = await Promise.all(
    candidates.map(async ({ located, path, name, text, what }) => {
      const why = await looksSecret(name, text);
      return why ? [{ located, path, says: `${what} ${why}.` }] : [];
    }),
  );
  return results.flat();
}

/** Secrets belong into Secrets, and real ones into no file. */
export const secretRules: Rule[] = [
  {
    id: 'no-secret-in-env',
    severity: 'error',
    reason: 'Whoever may read the Deployment, the release or the repository reads the secret.',
    fix: 'Put it into a Secret, and take it with valueFrom.secretKeyRef or envFrom.secretRef.',
    check: (set) =>
      judge(
        set.containers.flatMap(({ pod, container, path }) =>
          (container.env ?? []).flatMap(({ name = '', value }, at) =>
            typeof value === 'string'
              ? [
                  {
                    located: pod.located,
                    path: [...path, 'env', at],
                    name,
                    text: value,
                    what: `the variable ${name}`,
                  },
                ]
              : [],
          ),
        ),
      ),
  },
  {
    id: 'no-secret-in-arguments',
    severity: 'error',
    reason: 'Arguments are seen in process lists, logs and the API.',
    fix: 'Give it as a variable from a Secret, or as a mounted file.',
    check: (set) =>
      judge(
        set.containers.flatMap(({ pod, container, path }) =>
          (['command', 'args'] as const).flatMap((field) =>
            (Array.isArray(container[field]) ? container[field] : []).map((text, at, list) => ({
              located: pod.located,
              path: [...path, field, at],
              // "--password=x", or "--password" and then "x".
              name: optionOf(String(text), at > 0 ? String(list[at - 1]) : ''),
              text: String(text).replace(/^--?[\w-]+=/, ''),
              what: `part ${at + 1} of ${field}`,
            })),
          ),
        ),
      ),
  },
  {
    id: 'no-secret-in-config-map',
    severity: 'error',
    reason: 'ConfigMaps are shown and logged freely, and many may read them.',
    fix: 'Move it into a Secret.',
    check: (set) =>
      judge(
        set.ofKind<{ data?: Record<string, unknown> }>('ConfigMap').flatMap(({ located, object }) =>
          Object.entries(object.data ?? {}).map(([name, value]) => ({
            located,
            path: ['data', name],
            name,
            text: String(value ?? ''),
            what: `the entry ${name}`,
          })),
        ),
      ),
  },
  {
    id: 'no-real-secret-in-file',
    severity: 'error',
    reason: 'What a file holds ends in Git, and base64 hides nothing.',
    fix: 'Keep placeholders in the file, and make the Secret from .env or a store of secrets.',
    check: async (set) => {
      const entries = set
        .ofKind<{ data?: Record<string, unknown>; stringData?: Record<string, unknown> }>('Secret')
        .flatMap(({ located, object }) => [
          ...Object.entries(object.stringData ?? {}).map(([name, value]) => ({
            located,
            path: ['stringData', name],
            name,
            text: String(value ?? ''),
          })),
          ...Object.entries(object.data ?? {}).map(([name, value]) => ({
            located,
            path: ['data', name],
            name,
            text: decode(value),
          })),
        ]);
      const real = entries.filter(({ text }) => !placeholder.test(text.trim()));
      return judge(real.map((entry) => ({ ...entry, what: `the value of ${entry.name}` })));
    },
  },
];

/** The option that a word of a command line belongs to. */
function optionOf(text: string, before: string): string {
  const [, inline] = /^--?([\w-]+)=/.exec(text) ?? [];
  if (inline) return inline;
  const [, option] = /^--?([\w-]+)$/.exec(before) ?? [];
  return option && !text.startsWith('-') ? option : '';
}

const decode = (value: unknown): string => Buffer.from(String(value ?? ''), 'base64').toString('utf8');
