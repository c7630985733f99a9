import type { SyntaxProblem } from '../kubernetes/located-manifest.ts';

interface UnwrappedAnswer {
  /** The YAML; every line stands where it stood. */
  text: string;
  problems: Omit<SyntaxProblem, 'file'>[];
}

const fence = /^\s*(?:```|~~~)\s*([\w-]*)/;
// Programs that colour what they say do so in files too, if nobody tells them not to.
const escapeSequence = /\u001b\[[0-9;?]*[A-Za-z]/g;
const yamlNames = ['', 'yaml', 'yml', 'json', 'kubernetes', 'k8s'];

/**
 * Assistants put YAML between Markdown fences, with sentences around it, and their programs colour it: each is said once,
 * and the YAML is read all the same.
 */
export function unwrapAnswer(answer: string): UnwrappedAnswer {
  const { text, problems } = removeFences(answer.replace(escapeSequence, ''));
  const at = answer.split('\n').findIndex((line) => line.search(escapeSequence) >= 0);
  if (at < 0) return { text, problems };
  const coloured = 'Colours of a terminal stand in the YAML; copy it without them.';
  return { text, problems: [{ line: at + 1, wrong: coloured }, ...problems] };
}

function removeFences(answer: string): UnwrappedAnswer {
  const lines = answer.split(/\r?\n/);
  const first = lines.findIndex((line) => fence.test(line));
  if (first < 0) return { text: answer, problems: [] };
  let language: string | undefined;
  let openedAt = first;
  let hidden: number | undefined;
  const kept = lines.map((line, at) => {
    const [, name] = fence.exec(line) ?? [];
    if (name === undefined) {
      if (language !== undefined && yamlNames.includes(language)) return line;
      if (/^\s*apiVersion:/.test(line)) hidden ??= at;
      return '';
    }
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
      ...(hidden === undefined
        ? []
        : [
            {
              line: hidden + 1,
              wrong: 'YAML stands outside of the fences for YAML, and was not read; save it by itself.',
            },
          ]),
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
