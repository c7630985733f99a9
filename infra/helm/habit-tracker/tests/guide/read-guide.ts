import { marked, type Token } from 'marked';

/** Commands of the guide, as they stand there. */
export interface Block {
  commands: string;
  /** Why it cannot be executed by a test. */
  notExecuted?: string;
  /** It ends only when somebody stops it. */
  endless?: true;
}

export interface Section {
  /** Heading of the second level; what stands below deeper ones belongs to it. */
  name: string;
  blocks: Block[];
}

const notExecuted = /^<!--\s*not executed:\s*([^]+?)\s*-->\s*$/;
const untilStopped = /^<!--\s*until stopped\s*-->\s*$/;

/** The blocks of shell commands by section, in their order. */
export function readGuide(markdown: string): Section[] {
  const sections: Section[] = [];
  let mark: Partial<Block> = {};
  for (const token of marked.lexer(markdown)) {
    if (token.type === 'space') continue;
    if (isHeading(token) && token.depth === 2) sections.push({ name: token.text, blocks: [] });
    if (token.type === 'code' && token.lang === 'sh')
      sections.at(-1)?.blocks.push({ commands: String(token.text), ...mark });
    mark = token.type === 'html' ? readMark(token.raw) : {};
  }
  return sections.filter(({ blocks }) => blocks.length > 0);
}

function readMark(comment: string): Partial<Block> {
  const reason = notExecuted.exec(comment)?.[1];
  if (reason) return { notExecuted: reason };
  return untilStopped.test(comment) ? { endless: true } : {};
}

const isHeading = (token: Token): token is Token & { depth: number; text: string } =>
  token.type === 'heading';
