import { type Document, isMap, isNode, isScalar, LineCounter, parseAllDocuments } from 'yaml';
import type { KubeObject } from './kubernetes-objects.ts';

/** Where a field stands in an object: names of fields and places in lists. */
export type Path = (string | number)[];

/** An object, and where it was written. */
export interface LocatedObject {
  object: KubeObject;
  /** The file, from the workspace's root. */
  file: string;
  /** The template that a chart's renderer made it from. */
  template?: string;
  /** The line of a field, or of the nearest field around it that is there. */
  lineOf(path: Path): number;
}

export interface SyntaxProblem {
  file: string;
  line: number;
  wrong: string;
}

export interface LocatedManifest {
  objects: LocatedObject[];
  problems: SyntaxProblem[];
}

/** Reads YAML as Kubernetes does (1.1: `yes` is true, 0644 is octal), and remembers the lines. */
export function readManifest(text: string, file: string): LocatedManifest {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: '1.1',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    // Kubernetes leaves times of day and dates what they look like: texts.
    customTags: (tags) =>
      tags.filter(
        (tag) =>
          typeof tag === 'string' ||
          !(tag.tag.endsWith(':timestamp') || ('format' in tag && tag.format === 'TIME')),
      ),
  });
  const problems: SyntaxProblem[] = [];
  const objects: LocatedObject[] = [];
  for (const document of documents) {
    for (const { code, message, pos } of firstOfEach(document.errors))
      problems.push({
        file,
        line: lines.linePos(pos[0]).line,
        wrong:
          code === 'DUPLICATE_KEY'
            ? `the field "${keyAt(text, pos[0])}" is given twice.`
            : `it is no YAML: ${message.replace(/\s+/g, ' ')}`,
      });
    if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) continue;
    const { value, wrong } = valueOf(document);
    if (wrong) problems.push({ file, line: lines.linePos(startOf(document)).line, wrong });
    else objects.push(...listObjects(document, value, text, file, lines));
  }
  return { objects, problems };
}

/** Fields given twice, and the first error of another kind: more of those only follow from it. */
function firstOfEach(errors: Document['errors']): Document['errors'] {
  const other = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return errors.filter((error) => error.code === 'DUPLICATE_KEY' || error === other);
}

/** What a document holds; it must be an object, or nothing. */
function valueOf(document: Document): { value?: unknown; wrong?: string } {
  let value: unknown;
  try {
    value = document.toJS();
    // Something that holds itself cannot be sent.
    JSON.stringify(value);
  } catch (error) {
    return { wrong: `it is no YAML that Kubernetes reads: ${(error as Error).message.split('\n')[0]}.` };
  }
  if (value === null || (typeof value === 'object' && !Array.isArray(value))) return { value };
  return { wrong: `it is ${Array.isArray(value) ? 'a list' : 'a text'}, and no object of Kubernetes.` };
}

function listObjects(
  document: Document,
  content: unknown,
  text: string,
  file: string,
  lines: LineCounter,
): LocatedObject[] {
  const value = content as (KubeObject & { items?: unknown }) | null;
  if (!value) return [];
  const template = /^#\s*Source:\s*(\S+)/m.exec(text.slice(document.range?.[0] ?? 0, startOf(document)))?.[1];
  const locate = (object: KubeObject, prefix: Path): LocatedObject => ({
    object: { ...object, metadata: object.metadata ?? { name: '' } },
    file,
    ...(template ? { template } : {}),
    lineOf: (path) => lines.linePos(offsetOf(document, [...prefix, ...path])).line,
  });
  const { apiVersion, kind, items } = value;
  if (typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items)) {
    // Things in a ServiceList need not say that they are Services.
    const shared = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    return items.flatMap((item: KubeObject | null, at) =>
      typeof item === 'object' && item !== null ? [locate({ ...shared, ...item }, ['items', at])] : [],
    );
  }
  return [locate(value, [])];
}

const startOf = (document: Document): number => document.contents?.range?.[0] ?? 0;

/** The start of a field's name, else of the nearest thing around it. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const [parent, last] = [path.slice(0, length - 1), path[length - 1]];
    const holder = parent.length > 0 ? document.getIn(parent, true) : document.contents;
    if (isMap(holder)) {
      const key = holder.items.find(
        (pair) => isScalar(pair.key) && String(pair.key.value) === String(last),
      )?.key;
      if (isScalar(key) && key.range) return key.range[0];
      continue;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return startOf(document);
}

const keyAt = (text: string, offset: number): string =>
  /^(["']?)([^"':\n]+)\1/.exec(text.slice(offset, offset + 200))?.[2]?.trim() ?? '?';

/** A path as people write it; things in lists are called by their name where they have one. */
export function renderPath(object: unknown, path: Path): string {
  let value: unknown = object;
  let text = '';
  for (const part of path) {
    value = (value as Record<string | number, unknown> | undefined)?.[part];
    if (typeof part === 'number') text += `[${nameOf(value) ?? part}]`;
    else text += /^[\w$-]+$/.test(part) ? (text ? `.${part}` : part) : `["${part}"]`;
  }
  return text;
}

const nameOf = (value: unknown): string | undefined => {
  const name = (value as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' ? name : undefined;
};
