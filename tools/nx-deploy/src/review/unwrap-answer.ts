import type { SyntaxProblem } from '../kubernetes/located-manifest.ts';

interface UnwrappedAnswer {
  /** The YAML; every line stands where it stood. */
  text: string;
  problems: Omit<SyntaxProblem, 'file'>[];
}

const fence = /^\s*(?:```|~~~)\s*([\w-]*)/;
const yamlNames = ['', 'yaml', 'yml', 'json', 'kubernetes', 'k8s'];

/** Assistants put YAML between Markdown fences, with sentences around it: that is said once, and the YAML is read all the same. */
export function unwrapAnswer(answer: string): UnwrappedAnswer {
  const lines = answer.split(/\r?\n/);
  const first = lines.findIndex((line) => fence.test(line));
  if (first < 0) return { text: answer, problems: [] };
  let language: string | undefined;
  let openedAt = first;
  const kept = lines.map((line, at) => {
    const [, name] = fence.exec(line) ?? [];
    if (name === undefined) return language !== undefined && yamlNames.includes(language) ? line : '';
    language = language === undefined ? name.toLowerCase() : undefined;
    if (language !== undefined) openedAt = at;
    return '---';
  });
  return {
    text: kept.join('\n'),
    problems: [
      {
        line: first + 1,
        wrong: 'Markdown stands around the YAML; keep only what is between the fences.',
      },
      ...(language === undefined
        ? []
        : [
            {
              line: openedAt + 1,
              wrong: 'the answer ends before this fence is closed, so its end may be lost.',
            },
          ]),
    ],
  };
}
