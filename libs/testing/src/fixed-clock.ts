/** A clock that stands still until it is told otherwise. */
export interface FixedClock {
  now(): Date;
  /** An instant, `2026-03-04T12:00:00Z`. */
  moveTo(instant: string): void;
  advance(by: { days?: number; hours?: number; seconds?: number }): void;
}

export function fixedClock(instant: string): FixedClock {
  let time = parse(instant);
  return {
    now: () => new Date(time),
    moveTo: (next) => {
      time = parse(next);
    },
    advance: ({ days = 0, hours = 0, seconds = 0 }) => {
      time += ((days * 24 + hours) * 3600 + seconds) * 1000;
    },
  };
}

function parse(instant: string): number {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) throw new Error(`"${instant}" is no instant. Write it like 2026-03-04T12:00:00Z.`);
  return time;
}
