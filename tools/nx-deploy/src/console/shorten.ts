/** The beginning of a text that is longer than so many characters, with a sign that something is left out. */
export const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;
