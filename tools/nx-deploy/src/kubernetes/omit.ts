/** A copy without some of its keys. */
export function omit<T extends object>(object: T, ...keys: string[]): Partial<T> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key))) as Partial<T>;
}
