import { dim, green, yellow } from './paint.ts';

/** One line of progress; the clock tells whoever waits that something still moves. */
export function say(text: string): void {
  console.log(`${dim(new Date().toLocaleTimeString('en-GB'))} ${text}`);
}

export const sayDone = (text: string): void => say(`${green('✔')} ${text}`);
export const sayNote = (text: string): void => say(`${yellow('!')} ${text}`);

/** Says what is waited for, again and again, when it takes longer than people wait without asking. */
export async function sayWhileWaiting<T>(text: string, work: Promise<T>, everyMs = 5000): Promise<T> {
  const startedAt = Date.now();
  const timer = setInterval(() => say(`${text} (${Math.round((Date.now() - startedAt) / 1000)} s)`), everyMs);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}
