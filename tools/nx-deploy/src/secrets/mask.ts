/** Hides secrets in text of other programs, before anybody sees it. */
export function mask(text: string, secrets: Iterable<string>): string {
  const values = [...secrets].filter((value) => value.length >= 4).sort((a, b) => b.length - a.length);
  return values.reduce((masked, value) => masked.replaceAll(value, '•••'), text);
}
