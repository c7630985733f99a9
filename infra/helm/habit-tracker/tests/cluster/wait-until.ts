import { setTimeout as pause } from 'node:timers/promises';

export async function waitUntil(
  what: string,
  isSo: () => Promise<boolean>,
  patienceMs = 120_000,
): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited ${patienceMs / 1000} s in vain until ${what}.`);
    await pause(1000);
  }
}
