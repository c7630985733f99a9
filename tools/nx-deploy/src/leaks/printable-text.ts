// Shorter runs are chance, and no secret that the rules know is so short.
const run = /[\t\n\r\x20-\x7e]{8,}/g;
const start = /^[\t\n\r\x20-\x7e]*/;
const shortEnd = /[\t\n\r\x20-\x7e]{1,7}$/;

/**
 * What people can read of a file, piece by piece. All that the rules look for is printable, and the rest of a
 * program, three quarters of it, would only cost their time.
 */
export class PrintableText {
  private isInRun = false;
  /** The beginning of a run that may still become long enough. */
  private pending = '';

  take(chunk: Buffer): string {
    let text = this.pending + chunk.toString('latin1');
    let shown = '';
    if (this.isInRun) {
      shown = start.exec(text)?.[0] ?? '';
      text = text.slice(shown.length);
      if (text === '') return shown;
      shown += '\n';
    }
    const runs = text.match(run) ?? [];
    this.isInRun = runs.length > 0 && text.endsWith(runs.at(-1) ?? '');
    this.pending = this.isInRun ? '' : (shortEnd.exec(text)?.[0] ?? '');
    const all = shown + runs.join('\n');
    return runs.length > 0 && !this.isInRun ? `${all}\n` : all;
  }
}
