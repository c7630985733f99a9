// Colour for people only: not in pipes, and not where NO_COLOR asks for none.
const colourful = Boolean(process.stdout.isTTY && !process.env.NO_COLOR && process.env.TERM !== 'dumb');

// A terminal that was closed and a pipe that ended must not keep the rest from being stopped properly.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

/** @param {number} code */
const colour = (code) => (/** @type {string} */ text) =>
  colourful ? `\u001b[${code}m${text}\u001b[0m` : text;

export const bold = colour(1);
export const dim = colour(2);
export const red = colour(31);
export const green = colour(32);
export const yellow = colour(33);
export const cyan = colour(36);

/** @param {string} text */
export const say = (text) => console.log(text);
/** @param {string} text */
export const done = (text) => say(`${green('✓')} ${text}`);
/** @param {string} text */
export const warn = (text) => say(`${yellow('!')} ${text}`);

/**
 * Says what is being done while it lasts: a running clock in a terminal, a line every ten seconds elsewhere.
 * @template Result
 * @param {string} what
 * @param {() => Promise<Result>} act
 * @returns {Promise<Result>}
 */
export async function during(what, act) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const live = process.stdout.isTTY;
  const tick = () =>
    live
      ? process.stdout.write(`\r${cyan('…')} ${what} ${dim(`${seconds()} s`)} `)
      : say(`… ${what} (${seconds()} s)`);
  if (live) tick();
  const timer = setInterval(tick, live ? 1000 : 10_000);
  try {
    return await act();
  } finally {
    clearInterval(timer);
    if (live) process.stdout.write('\r\u001b[K');
  }
}

/** A failure that the user can mend; it is shown without a stack. */
export class Trouble extends Error {}

/**
 * Runs a command's main function; what it throws becomes a short message and exit code 1.
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    const trouble = error instanceof Trouble || /** @type {Error} */ (error).name === 'AbortError';
    const { message, stack } = /** @type {Error} */ (error);
    console.error(`${red('✗')} ${trouble ? message : stack}`);
    process.exitCode = 1;
  }
}
