const columns = 26;
const rows = 7;
const colors = ['moss', 'sea', 'sky', 'iris', 'plum', 'rose', 'clay'];

/** A drawing for the door: half a year of small things, each row a habit that fills up. */
export function YearOfDays() {
  return (
    <svg viewBox={`0 0 ${columns * 20} ${rows * 20}`} aria-hidden="true" className="w-full">
      {colors.map((color, row) => (
        <g key={color} data-color={color} className="fill-habit">
          {Array.from({ length: columns }, (_, column) => (
            <rect
              key={column}
              x={column * 20 + 2}
              y={row * 20 + 2}
              width="15"
              height="15"
              rx="4.5"
              className={isDone(row, column) ? undefined : 'fill-raised'}
            />
          ))}
        </g>
      ))}
    </svg>
  );
}

/** Sparse at first and nearly full at the end, the same on every visit. */
function isDone(row: number, column: number): boolean {
  const scattered = ((row * 37 + column * 17 + ((row * column * 13) % 29)) % 31) / 31;
  return scattered < 0.12 + (0.95 * (column + 1)) / columns;
}
