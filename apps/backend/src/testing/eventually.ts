import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is yes; fails after `seconds`. */
export async function eventually(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  seconds = 25,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}.`);
    await sleep(50);
  }
}
