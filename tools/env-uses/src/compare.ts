import type { Use } from './use.ts';

/** What is compared of a declaration. */
export interface Declared {
  usedBy: readonly string[];
  secret: boolean;
  unread?: string;
  /** Where it is declared: FILE:LINE. */
  place: string;
}

export interface Contract {
  variables: Record<string, Declared>;
  /** Where each variable of others is listed. */
  foreign: Record<string, string>;
}

export interface Finding {
  place: string;
  wrong: string;
  mend: string;
}

/** What is used and not declared, declared and not used, or kept where it does not belong. */
export function compare(uses: Use[], contract: Contract): Finding[] {
  return unique([
    ...uses.flatMap((use) => judge(use, contract)),
    ...Object.entries(contract.variables).flatMap(([name, declared]) => findUnused(name, declared, uses)),
    ...Object.entries(contract.foreign).flatMap(([name, place]) =>
      findForgotten(name, place, uses, contract),
    ),
  ]);
}

function judge(use: Use, { variables, foreign }: Contract): Finding[] {
  const { name, by, keptIn } = use;
  const place = `${use.file}:${use.line}`;
  const declared = variables[name];
  if (!declared) {
    if (name in foreign) return [];
    return [
      {
        place,
        wrong: `${name} is used here, and nothing declares it.`,
        mend:
          'Declare it in libs/env-contract/src/variables.ts and run: npx nx sync\n' +
          'Or, when another program owns it, say so in tools/env-uses/src/foreign-variables.ts.',
      },
    ];
  }
  if (keptIn === 'ConfigMap' && declared.secret) {
    return [
      {
        place,
        wrong: `${name} is a secret, and a ConfigMap shows it to everybody.`,
        mend: 'Keep it in the Secret.',
      },
    ];
  }
  if (keptIn === 'Secret' && !declared.secret) {
    return [
      {
        place,
        wrong: `${name} is kept in a Secret, and declared as none.`,
        mend: `Keep it in the ConfigMap, or set secret: true at ${declared.place}.`,
      },
    ];
  }
  if ((by === 'backend' || by === 'frontend') && !declared.usedBy.includes(by)) {
    return [
      {
        place,
        wrong: `${name} is used by the ${by}, and declared for ${declared.usedBy.join(', ')}.`,
        mend: `Add '${by}' to usedBy at ${declared.place}.`,
      },
    ];
  }
  if (declared.unread !== undefined && by !== 'deploy' && by !== undefined) {
    return [
      {
        place,
        wrong: `${name} is used here, and declared as unread.`,
        mend: `Remove unread at ${declared.place}.`,
      },
    ];
  }
  return [];
}

function findUnused(name: string, { usedBy, unread, place }: Declared, uses: Use[]): Finding[] {
  if (unread !== undefined) return [];
  return usedBy
    .filter((reader) => !uses.some((use) => use.name === name && use.by === reader))
    .map((reader) => ({
      place,
      wrong: `${name} is declared for ${reader}, and nothing there uses it.`,
      mend: 'Use it, or take it out of the declaration and run: npx nx sync',
    }));
}

function findForgotten(name: string, place: string, uses: Use[], { variables }: Contract): Finding[] {
  if (name in variables)
    return [{ place, wrong: `${name} is declared in libs/env-contract too.`, mend: 'Remove it here.' }];
  if (uses.some((use) => use.name === name)) return [];
  return [{ place, wrong: `${name} is listed as somebody else’s, and nothing uses it.`, mend: 'Remove it.' }];
}

const unique = (findings: Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.place} ${finding.wrong}`, finding])).values(),
];
