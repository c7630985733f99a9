import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

export interface DocumentedValue {
  /** As `--set` names it. */
  path: string;
  type: 'bool' | 'int' | 'float' | 'list' | 'object' | 'string';
  /** Nothing for a group, whose own values follow. */
  default: string | undefined;
  description: string;
}

export interface ValuesDocumentation {
  values: DocumentedValue[];
  /** Paths of values that neither they themselves nor what holds them says anything of. */
  undocumented: string[];
}

/** Reads what a values file says of its values: the comment above each, from its mark `# --` on. */
export function documentValues(text: string): ValuesDocumentation {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error) throw error;
  const lines = text.split('\n');
  const commentAbove = (node: Node): string =>
    readComment(lines, lineCounter.linePos(node.range?.[0] ?? 0).line - 1);

  const visit = (node: unknown, path: string): ValuesDocumentation =>
    isMap(node)
      ? merge(node.items.map(({ key, value }) => describe(key as Node, value, join(path, String(key)))))
      : merge([]);

  const describe = (key: Node, value: unknown, path: string): ValuesDocumentation => {
    const description = commentAbove(key);
    const inner = visit(value, path);
    const isGroup = inner.values.length > 0;
    const own: DocumentedValue = {
      path,
      type: typeOf(value),
      default: isGroup ? undefined : JSON.stringify(isNode(value) ? value.toJS(document) : null),
      description,
    };
    if (isGroup) return { ...inner, values: description ? [own, ...inner.values] : inner.values };
    // What is said of a whole map, a container's resources for instance, holds for all in it.
    if (description) return { values: [own], undocumented: [] };
    return { values: [], undocumented: inner.undocumented.length > 0 ? inner.undocumented : [path] };
  };

  return visit(document.contents, '');
}

/** The comment that ends on the line before: all of it after its last mark. */
function readComment(lines: string[], keyLine: number): string {
  const comment: string[] = [];
  for (let at = keyLine - 1; at >= 0; at -= 1) {
    const [, mark, text = ''] = /^\s*#( -- | ?)(.*)$/.exec(lines[at] ?? '') ?? [];
    if (mark === undefined) return '';
    comment.unshift(text);
    if (mark === ' -- ') return comment.join(' ').trim();
  }
  return '';
}

function merge(parts: ValuesDocumentation[]): ValuesDocumentation {
  return {
    values: parts.flatMap(({ values }) => values),
    undocumented: parts.flatMap(({ undocumented }) => undocumented),
  };
}

function typeOf(node: unknown): DocumentedValue['type'] {
  if (isMap(node)) return 'object';
  if (isSeq(node)) return 'list';
  const value = isScalar(node) ? node.value : null;
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return 'string';
}

const isNode = (value: unknown): value is Node => isMap(value) || isSeq(value) || isScalar(value);

/** A dot in a key is escaped, as helm wants it. */
const join = (path: string, key: string): string =>
  [...(path ? [path] : []), key.replaceAll('.', '\\.')].join('.');
