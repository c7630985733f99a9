// nx sets FORCE_COLOR for every task, also in pipes, so only the terminal is asked.
const colourful = !process.env['NO_COLOR'] && process.stdout.isTTY === true;

const paint = (code: number) => (text: string) => (colourful ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const yellow = paint(33);
