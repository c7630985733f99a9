import { listValueForms, type ValueForm } from './value-forms.ts';

export interface SecretValue {
  /** The variable that holds it. */
  name: string;
  value: string;
}

/** What was found: never the value. */
export interface FoundValue {
  name: string;
  form: ValueForm;
}

interface Pattern extends FoundValue {
  text: string;
}

/** Looks for many values at once, in all their forms, in texts that come piece by piece. */
export class ValueSearch {
  private readonly patterns: Pattern[];
  private readonly any: RegExp;
  private readonly longest: number;

  constructor(values: SecretValue[]) {
    this.patterns = values
      .flatMap(({ name, value }) => listValueForms(value).map((form) => ({ name, ...form })))
      .sort((a, b) => b.text.length - a.text.length);
    this.any = new RegExp(this.patterns.map(({ text }) => escape(text)).join('|') || '(?!)', 'g');
    this.longest = this.patterns[0]?.text.length ?? 0;
  }

  open(): { take(chunk: Buffer): void; end(): FoundValue[] } {
    const found = new Set<Pattern>();
    let rest = '';
    return {
      take: (chunk) => {
        const text = rest + chunk.toString('latin1');
        for (const [match] of text.matchAll(this.any)) this.explain(match).forEach((one) => found.add(one));
        rest = this.longest > 1 ? text.slice(1 - this.longest) : '';
      },
      end: () => unique([...found]),
    };
  }

  /** Hides the values themselves in a text that is to be shown. */
  hide(text: string): string {
    const bytes = Buffer.from(text)
      .toString('latin1')
      .replace(this.any, Buffer.from('•••').toString('latin1'));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }

  /** A value may hold another, as an address holds a password. */
  private explain(match: string): Pattern[] {
    return this.patterns.filter(({ text }) => match.includes(text));
  }
}

function unique(patterns: Pattern[]): FoundValue[] {
  const keys = new Map(patterns.map(({ name, form }) => [`${name} ${form}`, { name, form }]));
  return [...keys.values()];
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
