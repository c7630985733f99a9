import { PrintableText } from '../leaks/printable-text.ts';
import { findByRules } from '../leaks/secret-rules.ts';
import type { TextSearch } from './search-image.ts';

/** What the rules found: told by rule and length, never by its text. */
export interface RuleHit {
  rule: string;
  length: number;
}

// The rules cost milliseconds per text, however short it is, so that many files are shown to them as one.
const batchSize = 1e6;
// No key in a file is longer, so none is cut at the seam of two windows.
const overlap = 16e3;

interface Text {
  found: (hit: RuleHit) => void;
  /** Where each rule's last hit ended, because the windows of a large file overlap. */
  ends: Map<string, number>;
}

interface Window {
  text: Text;
  /** Where the window stands in its text, and in the batch. */
  offset: number;
  start: number;
}

/** Shows each text to the rules: small ones together, large ones in windows that overlap. */
export class RuleSearch implements TextSearch<RuleHit> {
  private windows: Window[] = [];
  private joined = '';

  open(found: (hit: RuleHit) => void) {
    const text: Text = { found, ends: new Map() };
    const printable = new PrintableText();
    let shown = '';
    let offset = 0;
    return {
      take: async (chunk: Buffer): Promise<void> => {
        shown += printable.take(chunk);
        if (shown.length < batchSize) return;
        await this.add(text, offset, shown);
        offset += shown.length - overlap;
        shown = shown.slice(-overlap);
      },
      end: (): Promise<void> => this.add(text, offset, shown),
    };
  }

  async finish(): Promise<void> {
    const { windows, joined } = this;
    this.windows = [];
    this.joined = '';
    const hits = (await findByRules(joined)).sort((a, b) => a.start - b.start);
    for (const { rule, start, length } of hits) {
      const window = windows.findLast((one) => one.start <= start);
      if (!window) continue;
      const { text, offset } = window;
      const at = offset + start - window.start;
      const isNew = at >= (text.ends.get(rule) ?? 0);
      text.ends.set(rule, Math.max(text.ends.get(rule) ?? 0, at + length));
      if (isNew) text.found({ rule, length });
    }
  }

  private async add(text: Text, offset: number, shown: string): Promise<void> {
    if (shown === '') return;
    this.windows.push({ text, offset, start: this.joined.length });
    this.joined += `${shown}\n\n`;
    if (this.joined.length > batchSize) await this.finish();
  }
}
