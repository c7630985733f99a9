import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
  visit,
} from 'yaml';
import { isVariableName, type Use } from './use.ts';

type Place = Pick<Use, 'name' | 'line' | 'keptIn'>;

/** What objects of Kubernetes hold as ConfigMap or Secret, and what their containers are given by name. */
export function findInManifest(text: string): (Place & { source?: string })[] {
  const lineCounter = new LineCounter();
  return parseAllDocuments(text, { lineCounter }).flatMap((document) => {
    const kind = document.get('kind');
    const keptIn = kind === 'ConfigMap' || kind === 'Secret' ? kind : undefined;
    const kept = keptIn
      ? ['data', 'stringData'].flatMap((field) => keysOf(document.get(field, true), lineCounter, keptIn))
      : [];
    const found = [...kept, ...namedInContainers(document.contents, lineCounter)];
    // helm says above each object which template made it.
    const source = /Source: [^/]+\/(\S+)/.exec(
      `${document.commentBefore ?? ''}${commentAbove(document.contents)}`,
    )?.[1];
    return found.map((place) => ({ ...place, ...(source ? { source } : {}) }));
  });
}

/** What a chart's values give to ConfigMap, Secret and containers. */
export function findInValues(text: string): Place[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  return [
    ...keysOf(document.get('config', true), lineCounter, 'ConfigMap'),
    ...keysOf(document.getIn(['secrets', 'values'], true), lineCounter, 'Secret'),
    ...namedInContainers(document.contents, lineCounter),
  ];
}

/** The settings that a template's actions ask of the values: `.Values.config.NAME`, `.Values.secrets.values.NAME`. */
export function findInTemplate(text: string): Place[] {
  return [...text.matchAll(/\{\{.*?\}\}/gs)].flatMap((action) =>
    [...action[0].matchAll(/\.Values\.(config|secrets\.values)\.(\w+)/g)].map(
      ([, kind, name = ''], at, all) => ({
        name,
        line: text.slice(0, action.index + (all[at]?.index ?? 0)).split('\n').length,
        keptIn: kind === 'config' ? ('ConfigMap' as const) : ('Secret' as const),
      }),
    ),
  );
}

function keysOf(node: unknown, lineCounter: LineCounter, keptIn: 'ConfigMap' | 'Secret'): Place[] {
  if (!isMap(node)) return [];
  return node.items
    .map(({ key }) => placeOf(key, lineCounter))
    .filter((place) => place !== undefined)
    .map((place) => ({ ...place, keptIn }));
}

function namedInContainers(root: Node | null, lineCounter: LineCounter): Place[] {
  const found: Place[] = [];
  if (!root) return found;
  visit(root, {
    Pair(_, { key, value }) {
      const field = isScalar(key) ? key.value : undefined;
      if ((field === 'env' || field === 'extraEnv') && isSeq(value)) {
        for (const item of value.items) add(isMap(item) ? item.get('name', true) : undefined);
      }
      if (field === 'secretKeyRef' && isMap(value)) add(value.get('key', true), 'Secret');
      if (field === 'configMapKeyRef' && isMap(value)) add(value.get('key', true), 'ConfigMap');
    },
  });
  return found;

  function add(node: unknown, keptIn?: Place['keptIn']): void {
    const place = placeOf(node, lineCounter);
    if (place) found.push({ ...place, ...(keptIn ? { keptIn } : {}) });
  }
}

/** Undefined for keys that are files, not variables. */
function placeOf(node: unknown, lineCounter: LineCounter): Place | undefined {
  if (!isScalar(node) || !isVariableName(String(node.value))) return undefined;
  return { name: String(node.value), line: lineCounter.linePos(node.range?.[0] ?? 0).line };
}

const commentAbove = (node: Node | null): string => node?.commentBefore ?? '';
