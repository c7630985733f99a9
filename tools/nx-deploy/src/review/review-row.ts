/** What a review says about one place. Only "differs" is no complaint. */
export interface ReviewRow {
  verdict: 'wrong' | 'missing' | 'worse' | 'differs';
  line: number;
  object: string;
  field: string;
  /** What is the matter, with our value where there is one. */
  says: string;
  /** The rule that would complain about the same. */
  rule?: string;
}

export const isComplaint = ({ verdict }: ReviewRow): boolean => verdict !== 'differs';

/** A table for the terminal, the gravest first. */
export function renderTable(rows: ReviewRow[]): string {
  const order = ['wrong', 'missing', 'worse', 'differs'];
  const sorted = [...rows].sort(
    (a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || a.line - b.line,
  );
  const cells = [
    ['', 'line', 'object', 'field', 'what is the matter'],
    ...sorted.map(({ verdict, line, object, field, says }) =>
      [verdict, String(line), object, field, says].map(oneLine),
    ),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.min(60, Math.max(...cells.map((row) => row[column]?.length ?? 0))),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column < 4 ? cell.padEnd(widths[column] ?? 0) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What others wrote must neither break the table nor command the terminal. */
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
